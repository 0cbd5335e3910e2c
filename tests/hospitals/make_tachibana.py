"""たちばな眼科内科, a clinic with 19 beds: one sheet that somebody keeps, an interview half filled in, a home router.

There is no configuration, no traffic, no directory, no contract: most questions cannot be answered, and the honest
report says so. Habits: a heading in the fourth row, blocks with empty rows between, remarks in the margin, two machines
in one cell, a total at the end, and a picture of the router's screen that nothing can read. Run it to write the folder again.
"""

from __future__ import annotations

import base64
from typing import Any

from tests.hospitals.paper import Machine, Numbers, link, save, xlsx, zone, zone_finder

LEDGER, INTERVIEW, PICTURE = "パソコン台帳.xlsx", "ヒアリング.yml", "ルーター画面.png"
SHEET = "Sheet1"
ZONES = [zone("unknown", "院内LAN", "192.168.3.0/24")]
PATIENTS = ["鵜飼まさ子"]
STAFF = ["院長 橘", "橘由美"]
SECRETS = ["tachibana0503", "ganka-wifi-22"]
_PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
LAN = "192.168.3."

# name, place, OS as written, true product, address as written, true address, remark, kind, serial
Row = tuple[str, str, str, str, str, str, str, str]
FIRST: list[Row] = [
    ("電子カルテ サーバー機", "受付奥", "Windows server 2016", "Windows Server 2016", "192.168.3.10", LAN + "10", "業者(メディコム代理店)がリモートで入る", "server"),
    ("電カルPC(受付)", "受付", "10", "Windows 10 22H2", ".11", LAN + "11", "", "client"),
    ("電カルPC(受付2)", "受付", "10", "Windows 10 22H2", ".12", LAN + "12", "前の患者 鵜飼まさ子さんの画面が残るので注意", "client"),
    ("電カルPC(診察1)", "診察室1", "11", "", ".13", LAN + "13", "", "client"),
    ("電カルPC(診察2)", "診察室2", "Win8.1?", "Windows 8.1", ".14", LAN + "14", "古い 買替したい", "client"),
    ("電カルPC(病棟)", "2F", "11", "", "ドコモの無線?", "", "", "client"),
    ("レセコン", "受付", "ー", "", ".20", LAN + "20", "", "server"),
    ("オン資の端末", "受付", "Win10", "Windows 10 LTSC 2021", "別回線", "", "NTTの人が設置", "oqs_terminal"),
    ("カードリーダー(顔)", "受付", "", "", "", "", "", "card_reader"),
]
SECOND: list[Row] = [
    ("眼底カメラ", "検査室", "Win7", "Windows 7", ".31", LAN + "31", "", "modality"),
    ("OCT", "検査室", "Win10", "Windows 10 22H2", ".32", LAN + "32", "", "modality"),
    ("視野計", "検査室", "", "", "つないでいない", "", "", "modality"),
    ("画像ファイリングPC", "検査室", "WindowsXP", "Windows XP", ".33", LAN + "33", "ネット接続禁止!!", "client"),
    ("心電計", "処置室", "", "", "", "", "紙", "modality"),
]
THIRD: list[Row] = [
    ("院長ノート", "院長室", "Mac", "", "wifi", "", "tachibana0503 ←パスワード", "client"),
    ("事務パソコン", "事務室", "Win11Home", "", "wifi", "", "メール ネット 給与", "client"),
    ("複合機", "事務室", "", "", ".50", LAN + "50", "リコー", "printer"),
    ("プリンタ", "受付", "", "", ".51", LAN + "51", "処方箋", "printer"),
    ("プリンタ", "診察室1", "", "", ".52", LAN + "52", "", "printer"),
    ("NAS(バッファロー)", "受付奥", "", "", ".60", LAN + "60", "電カルのバックアップ 自動のはず", "nas"),
    ("無線ルーター", "受付奥", "", "", "192.168.3.1", LAN + "1", "バッファロー WSR-2533 wifiパス ganka-wifi-22", "router"),
    ("HUB", "受付奥", "", "", "", "", "2台", "l2switch"),
]


def build() -> tuple[list[list[Any]], list[Machine], list[tuple[Machine, str]]]:
    """Return the sheet's rows, the machines behind them, and those that are gone."""
    numbers = Numbers(19)
    rows: list[list[Any]] = [["パソコン・機器 台帳"], ["たちばな眼科内科", "", "", "", "", "※院長PCのことは橘由美さんに聞く"], [],
                             ["", "もの", "場所", "OS", "IPアドレス", "シリアル", "メモ"]]  # fmt: skip
    machines: list[Machine] = []
    for block in (FIRST, SECOND, THIRD):
        for name, place, os, product, written, ip, remark, kind in block:
            serial = numbers.serial() if kind in ("client", "server") else ""
            made = Machine(f"D{len(machines) + 1:02d}", kind, name, "", (ip,) if ip else (), serial=serial, runs=(product,) if product else (),
                           certain=os not in ("10", "Win10"), standalone=written == "つないでいない")  # fmt: skip
            rows.append(["", name, place, os, written, serial, remark])
            machines.append(made.written(LEDGER, len(rows), SHEET))
        rows.append([])
    gone = Machine("S01", "client", "旧レセコン", "", (), serial="OLD7Q2XX")
    rows.append(["", "旧レセコン", "倉庫", "WindowsXP", ".20", gone.serial, "もう使っていない 廃棄した"])
    gone.written(LEDGER, len(rows), SHEET)
    spare = Machine("D99", "client", "予備機", "", (), serial=numbers.serial(), runs=("Windows 7",))
    rows.append(["", "予備機", "倉庫", "Win7", "", spare.serial, "故障したら使う"])
    machines.append(spare.written(LEDGER, len(rows), SHEET))
    rows.append(["", "合計", "", "", "", "", "23台"])
    return rows, machines, [(gone, "廃棄した")]


def interview() -> str:
    return """\
# わかるところだけ記入
病院:
  名称: 医療法人 たちばな眼科内科
  病床数: 19
電子カルテ:
  形態: 院内
  事業者:
  更新時期: 不明
ネットワーク:
  ネットワーク図: なし
  来客用wifi: あり
  電子カルテは外とつながっていない: わからない
対策:
  ウイルス対策:
  EDR: わからない
バックアップ:
  - 対象: 電子カルテ
    保存先: NAS
    復元試験: わからない
"""


def make(root: Any = None) -> None:
    """Write the folder."""
    rows, machines, stale = build()
    find = zone_finder(ZONES)
    evidence = {LEDGER: xlsx({SHEET: rows}), INTERVIEW: interview().encode(), PICTURE: _PIXEL}
    devices = [machine.truth(find) for machine in machines]
    truth = {
        "format": "inmori-truth/1", "as_of": "2026-11-24", "zones": ZONES, "hospital": {"name": "医療法人 たちばな眼科内科", "beds": 19},
        "devices": devices, "stale": [machine.stale_truth(reason) for machine, reason in stale], "not_in_ledger": [],
        "boundary": {"closed_zones": [], "leaks": [], "allowed_sanctioned": [], "disabled_or_denied": []},
        "remote_links": [link(1, "", "remote_tool", [LAN + "10"], [], listed=False)],
        "expected_findings": [], "checklist": [],
        "must_not_appear": [*PATIENTS, *STAFF, *SECRETS],
        "expected_checks": ["backup/no_offline_copy", "lifecycle/unsupported_products"], "wrong_checks": [],
        # Checks that nothing in these papers can decide: neither an alarm nor silence is honest.
        "not_judgeable": ["closed/any_rule", "closed/published_service", "closed/sslvpn_password_only", "closed/unexplained_crossing", "closed/core_bypass",
                          "closed/dual_homed", "closed/vendor_box", "closed/mobile_router", "closed/flat_inside", "closed/antivirus_missing",
                          "closed/no_detection_inside", "closed/believed_closed_but_open", "identity/stale_computer_accounts",
                          "identity/same_local_admin", "info/firewall_admin_open", "monitoring/no_remote_logging", "monitoring/rule_logging_off",
                          "remote/contract_expired_with_access", "remote/source_not_limited", "papers/no_cyber_bcp", "papers/no_contact_list",
                          "info/training_stale", "wireless/guest_not_separated", "backup/never_restore_tested", "closed/usb_unrestricted",
                          "lifecycle/clinical_never_patched", "info/only_antivirus", "info/no_specialist", "papers/update_duty_unwritten"],
    }  # fmt: skip
    save("tachibana", evidence, truth, root=root)


if __name__ == "__main__":
    make()
