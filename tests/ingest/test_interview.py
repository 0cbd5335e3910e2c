"""Interviews in other words, orders and shapes than the sample's; answers keep their line, oddities are reported."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest import interview
from inmori.ingest.evidence_file import Limits
from inmori.ingest.interview_key import FIELD_OF, SECTION_OF, Reads, key_of
from inmori.ingest.reading import Reading
from inmori.model import (
    BackupMedium,
    Controls,
    Hospital,
    Hosting,
    Patching,
    Segmentation,
    Staff,
    SystemKind,
    Watch,
    ZoneKind,
)
from tests.ingest.made_office import TODAY, catalogue, evidence


def read(text: str) -> Reading:
    return interview.read(evidence(text, "聞き取り.yaml"), catalogue(), today=TODAY)


def told(reading: Reading) -> dict[str, Any]:
    return {name: value for name, (value, _) in reading.told.items()}


def test_every_field_exists_in_the_model() -> None:
    known = {
        *Hospital.model_fields,
        *(f"staff.{name}" for name in Staff.model_fields),
        *(f"controls.{name}" for name in Controls.model_fields),
        "networks", "incidents", "as_of",
    }  # fmt: skip
    assert {field for field, _ in FIELD_OF.values()} - known == set()


def test_every_control_and_staff_field_can_be_told() -> None:
    fields = {field for field, _ in FIELD_OF.values()}
    assert {f"controls.{name}" for name in Controls.model_fields} - fields == set()
    assert {f"staff.{name}" for name in Staff.model_fields} - fields == set()


def test_keys_are_written_as_they_are_compared() -> None:
    assert [alias for alias in FIELD_OF if ".".join(map(key_of, alias.split("."))) != alias] == []
    assert [alias for alias in FIELD_OF if "." in alias and alias.split(".")[0] not in SECTION_OF.values()] == []


JAPANESE = """\
# 聞き取り票 令和8年10月5日 事務長
医療機関:
  名称: 架空ひばり病院
  病床数: 約96床
  救急告示: いいえ
  年間医業収益: 18億5,000万円
体制:
  情報担当の人数: 0.5人
  セキュリティ専門家: なし
  外部委託先: 甲ネット
電子カルテ:
  事業者: 北斗メディカル
  形態: クラウド
  更新時期: R10年3月
ネットワーク:
  電子カルテは外とつながっていない: はい
  ネットワーク図: あり(2019年作成)
  セグメント:
    事務系: 192.168.1.0/24
    電カル端末: 10.9.0.0/22
対策:
  ウイルス対策: なし
  EDR: 甲製品(24時間監視)
  管理者パスワード: 端末ごとに異なる
  USBメモリ: 許可制
  診療系の更新: 行っていない
  情報系の更新: 毎月
  VPN機器の更新: 年1回
  ネットワーク分離: ファイアウォールで制限
バックアップ:
  電子カルテ:
    方式: 毎日
    媒体: NAS、LTOテープ(金庫)
    世代数: 7世代
    復旧試験: 2025年3月に実施
  PACS: {媒体: NAS, 復旧試験: なし}
規程:
  サイバー攻撃のBCP: 作成中
  開示書の収集: 一部のみ
研修:
  職員研修: 2025年6月
過去の事故: なし
困りごと: 予算がない
"""


def test_a_japanese_interview() -> None:
    file = evidence(JAPANESE, "聞き取り.yaml")
    assert interview.recognise(file) >= 0.8
    reading = read(JAPANESE)
    assert told(reading) == {
        "name": "架空ひばり病院", "beds": 96, "emergency": False, "yearly_revenue_yen": 1_850_000_000, "staff.it_fte": 0.5, "staff.specialist": False,
        "staff.outsourced_to": "甲ネット", "ehr_vendor": "北斗メディカル", "ehr_hosting": Hosting.CLOUD, "ehr_renewal": date(2028, 3, 1), "believes_closed": True,
        "diagram_exists": True, "controls.antivirus": "none", "controls.endpoint_detection": Watch.ALWAYS, "controls.same_local_admin": False,
        "controls.usb_control": True, "controls.patching_clinical": Patching.NONE, "controls.patching_info": Patching.MONTHLY,
        "controls.gateway_patching": Patching.YEARLY, "controls.segmentation": Segmentation.FILTERED, "controls.disclosures_collected": "partial",
        "controls.last_training": date(2025, 6, 1), "concerns": "予算がない",
    }  # fmt: skip
    assert [(n.network.cidr, n.network.name, n.kind) for n in reading.networks] == [
        ("192.168.1.0/24", "事務系", ZoneKind.INFO), ("10.9.0.0/22", "電カル端末", ZoneKind.CLINICAL),
    ]  # fmt: skip
    ehr, pacs = reading.backups
    assert (ehr.system_kind, ehr.media, ehr.generations.value, ehr.restore_tested.value) == (
        SystemKind.EHR, (BackupMedium.ONLINE, BackupMedium.OFFLINE), 7, True,
    )  # fmt: skip
    assert (pacs.system_kind, pacs.media, pacs.restore_tested.value) == (SystemKind.PACS, (BackupMedium.ONLINE,), False)
    assert reading.incidents == ()
    assert [(p.code, p.where.line) for p in reading.problems] == [("answer_not_understood", 38)]  # a plan in the making
    beds = reading.told["beds"][1]
    assert (beds.line, beds.as_of, beds.place()) == (4, date(2026, 10, 5), "聞き取り.yaml 4行")


ANSWERS: dict[str, tuple[str, str, Any]] = {
    "edr none": ("edr: none", "controls.endpoint_detection", Watch.NONE),
    "edr in office hours": ("edr: 甲EDR(平日日中に担当者が確認)", "controls.endpoint_detection", Watch.OFFICE_HOURS),
    "edr, nobody known": ("edr: 甲EDR", "controls.endpoint_detection", None),
    "edr false": ("edr: false", "controls.endpoint_detection", Watch.NONE),
    "same password": ("local_admin_password: same_on_all_clinical_pcs", "controls.same_local_admin", True),
    "LAPS": ("local_admin_password: LAPSで管理", "controls.same_local_admin", False),
    "usb free": ("usb_control: 制限なし", "controls.usb_control", False),
    "usb none": ("usb_control: none", "controls.usb_control", False),
    "weekly": ("patching_info: weekly", "controls.patching_info", Patching.WEEKLY),
    "now and then": ("patching_info: 不定期", "controls.patching_info", None),
    "on premises": ("ehr: {kind: on-prem}", "ehr_hosting", Hosting.ON_PREMISES),
    "hosting unclear": ("ehr: {kind: 併用}", "ehr_hosting", None),
    "quoted year and month": ('training: {all_staff_last: "2024-07"}', "controls.last_training", date(2024, 7, 1)),
    "a date of YAML": ("training: {all_staff_last: 2024-07-09}", "controls.last_training", date(2024, 7, 9)),
    "never trained": ("training: {all_staff_last: none}", "controls.last_training", None),
    "yes with words": ("cyber_bcp: あり(2025年改訂)", "controls.cyber_bcp", True),
    "yes behind other words": ("救急: 二次救急あり", "emergency", True),
    "yes and a doubt about its age": ("ネットワーク図: あるが古い", "diagram_exists", True),
    "once": ("標的型メール訓練: 令和7年に1回", "controls.phishing_drill", True),
    "to some extent": ("ネットワーク図: ある程度", "diagram_exists", None),
    "not there behind other words": ("救急: 救急告示なし", "emergency", False),
    "beds in letters": ("病床数: 百二十床", "beds", 120),
    "one or two people": ("担当人数: 1〜2人(兼務)", "staff.it_fte", 1.5),
    "budget as spoken": ("セキュリティ予算: 約8千万", "staff.security_budget_yen", 80_000_000.0),
    "budget, somewhere between": ("セキュリティ予算: 100〜150万円", "staff.security_budget_yen", 1_250_000.0),
    "a company without its people": ("委託先: サン電算 担当:山田太郎 090-1111-2222", "staff.outsourced_to", "サン電算 担当:[削除]"),
    "being looked into": ("ログ収集: 調査中", "controls.log_collection", None),
    "not done": ("paper_drill: 実施していない", "controls.paper_drill", False),
    "done on a day": ("paper_drill: 2025年11月実施", "controls.paper_drill", True),
    "planned for a day": ("paper_drill: 2027年1月実施予定", "controls.paper_drill", None),
    "edr, does not know": ("edr: わからない", "controls.endpoint_detection", None),
    "closed, does not know": ("閉域: 分かりません", "believes_closed", None),
    "closed, in the words of the question": ("閉域: 外とはつながっていないはず", "believes_closed", True),
    "not closed, in words": ("閉域: 一部つながっています", "believes_closed", False),
    "closed, plainly": ("閉域: はい", "believes_closed", True),
    "closed, denied": ("閉域: いいえ", "believes_closed", False),
    "usb, nobody knows": ("usb_control: 把握していない", "controls.usb_control", None),
    "password, not sure": ("local_admin_password: not sure", "controls.same_local_admin", None),
    "disclosures, not checked": ("sds: 未確認", "controls.disclosures_collected", None),
    "a worry is not an answer": ("concerns: 何から始めるかわからない", "concerns", "何から始めるかわからない"),
    "an amount as it is spoken": ("年間医業収益: 6億8千万円", "yearly_revenue_yen", 680_000_000.0),
    "thousands and hundreds": ("年間医業収益: 2千5百万", "yearly_revenue_yen", 25_000_000.0),
    "hundreds of millions": ("年間医業収益: 約8百万円", "yearly_revenue_yen", 8_000_000.0),
    "a plain amount": ("年間医業収益: 14億円", "yearly_revenue_yen", 1_400_000_000.0),
    "unknown stays unknown": ("cyber_insurance: 不明", "controls.insurance", None),
    "null stays unknown": ("cyber_insurance:", "controls.insurance", None),
    "a dash stays unknown": ("beds: '-'", "beds", None),
    "octal is no trap": ("beds: 0148", "beds", 148),
    "negative number": ("beds: -5", "beds", None),
    "flat network": ("segmentation: フラット", "controls.segmentation", Segmentation.NONE),
    "VLANs only": ("segmentation: VLANで分割", "controls.segmentation", None),
    "top level, english": ("it_staff: 2", "staff.it_fte", 2.0),
    "nested one deeper": ("hospital: {profile: {beds: 40}}", "beds", 40),
}  # fmt: skip


@pytest.mark.parametrize(("text", "field", "wanted"), ANSWERS.values(), ids=ANSWERS)
def test_answers(text: str, field: str, wanted: Any) -> None:
    reading = read(text + "\nname_of_reader: x\n")
    assert told(reading).get(field) == wanted


@pytest.mark.parametrize(("text", "codes"), [
    ("patching_info: 不定期", ["answer_not_understood"]),
    ("edr: 甲EDR", ["answer_not_understood"]),
    ("好きな食べ物: そば", ["unknown_key"]),
    ("hospital: {beds: 40, 駐車場: 20台}", ["unknown_key"]),
    ("beds: 40\n病床数: 60", ["told_twice"]),
    ("beds: 40\n病床数: 40", []),
    ("backup: [{system: 電子カルテ, media: [魔法の箱], メモ: x}]", ["unknown_key", "medium_unknown"]),
    ("segments: [{name: 事務, cidr: 192.168.300.0/24}, {name: 無線}]", ["no_network", "no_network"]),
    ("cyber_insurance: 不明", []),
])  # fmt: skip
def test_what_is_reported(text: str, codes: list[str]) -> None:
    reading = read(text)
    assert [p.code for p in reading.problems] == codes
    for found in reading.problems:
        assert found.where.line is not None
        assert "聞き取り.yaml" in found.text.ja


def test_an_unknown_question_keeps_its_answer() -> None:
    found = read("network: {出入口の数: 3箇所}").problems[0]
    assert "出入口の数" in found.text.ja
    assert "3箇所" in found.text.ja


@pytest.mark.parametrize("text", [
    "local_admin_password: Himitsu9", "wifi_password: Himitsu9", "メモ: ルータのPW:Himitsu9", "concerns: パスワードはHimitsu9", "backup: [{system: x, method: 'admin/Himitsu9'}]",
    "incidents: [PW=Himitsu9が漏れた]", "snmp: {community: Himitsu9}",
])  # fmt: skip
def test_passwords_never_come_through(text: str) -> None:
    assert "Himitsu9" not in repr(read(text))


def test_networks_in_three_shapes() -> None:
    wanted = [("192.168.1.0/24", "事務")]
    for text in ("segments: [{name: 事務, cidr: 192.168.1.0/24, vlan: 10}]", "segments: {事務: 192.168.1.5/24}", "segments: ['事務 192.168.1.0/24']"):
        assert [(n.network.cidr, n.network.name) for n in read(text).networks] == wanted
    assert read("segments: [{name: 事務, cidr: 192.168.1.0/24, vlan: 10}]").networks[0].network.vlan == 10


def test_who_does_not_know_whether_restoring_was_tried_did_not_say_never() -> None:
    told = [read(f"backup: [{{system: 電子カルテ, media: NAS, restore_test: {said}}}]").backups[0].restore_tested.value for said in ("わからない", "一度もない")]
    assert told == [None, False]


@pytest.mark.parametrize(("media", "wanted"), [
    ("[nas_online, offline_rdx]", (BackupMedium.ONLINE, BackupMedium.OFFLINE)), ("クラウド", (BackupMedium.CLOUD,)), ("書換不可ストレージ", (BackupMedium.IMMUTABLE,)),
    ("別認証のNAS", (BackupMedium.SEPARATE_LOGIN,)), ("なし", ()), ("不思議な箱", None), ("", None),
])  # fmt: skip
def test_backup_media(media: str, wanted: tuple[BackupMedium, ...] | None) -> None:
    assert read(f"backup: [{{system: 電子カルテ, media: {media or 'null'}}}]").backups[0].media == wanted


def test_incidents_as_list_and_text() -> None:
    assert [text for text, _ in read("incidents:\n  - 2025年 偽警告\n  - 2024年 誤送信\n").incidents] == ["2025年 偽警告", "2024年 誤送信"]
    assert [text for text, _ in read("過去の事故: 2025年 偽警告").incidents] == ["2025年 偽警告"]


REFUSED: dict[str, tuple[str, str]] = {
    "bad indentation": ("hospital:\n  name: x\n beds: 5\n", "3行目"),
    "unclosed bracket": ("beds: [1, 2\nname: x\n", "行目"),
    "tab": ("hospital:\n\tname: x\n", "2行目"),
    "alias": ("a: &x 5\nb: *x\n", "2行目: 参照"),
    "billion laughs": ("a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30)), "参照"),
    "too deep": ("a: " + "[" * 5000 + "]" * 5000, "入れ子"),
    "too many": ("a: [" + "x, " * 30_000 + "x]", "多すぎ"),
    "a list": ("- beds\n- name\n", "項目: 答え"),
    "one word": ("hello", "項目: 答え"),
    "control characters": ("beds: \x01\x02", "YAML"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_with_a_sentence(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refusal:
        read(text)
    assert "聞き取り.yaml" in refusal.value.message.ja


def test_python_tags_are_only_text() -> None:
    reading = read("concerns: !!python/object/apply:os.system ['echo']\nbeds: !!int 5\n")
    assert told(reading) == {"concerns": "echo", "beds": 5}


def test_too_large_is_refused() -> None:
    with pytest.raises(InputError, match="大きすぎ"):
        interview.read(evidence("concerns: " + "x" * 5000, "x.yaml", Limits(yaml_bytes=1000)), catalogue(), today=TODAY)


@pytest.mark.parametrize("text", [
    "", "hello world\n", "interface GigaEthernet0\n ip address 10.0.0.1/24\n", "name,ip\na,b\n", '{"timestamp": "2026", "event_type": "flow"}\n', "config system global\n set hostname x\nend\n",
    "version: '3'\nservices:\n  web:\n    image: x\n    ports: [80]\n",
])  # fmt: skip
def test_other_files_are_no_interviews(text: str) -> None:
    assert interview.recognise(evidence(text)) < 0.6


def test_a_broken_interview_is_still_known_for_one() -> None:
    broken = JAPANESE.replace("  病床数", " 病床数")
    assert interview.recognise(evidence(broken)) >= 0.6


def test_every_way_of_reading_is_used() -> None:
    assert {reads for _, reads in FIELD_OF.values()} == set(Reads)


@settings(max_examples=80)
@given(st.lists(st.tuples(st.sampled_from(sorted(FIELD_OF)), st.text(max_size=20)), max_size=8))
def test_any_answer_is_read_or_reported(pairs: list[tuple[str, str]]) -> None:
    import json

    text = "".join(f"{json.dumps(key.rpartition('.')[2], ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in pairs)
    try:
        reading = read(text)
    except InputError:
        return
    for name, (value, source) in reading.told.items():
        assert value is not None
        assert source.line is not None
        assert name not in ("networks", "backups", "incidents")


def test_networks_with_brackets_and_a_vlan() -> None:
    [network] = read("セグメント: {事務(一般): 192.168.0.0/24 (VLAN 20)}\nbeds: 3\nehr: {kind: 院内}").networks
    assert (network.network.name, network.network.vlan, network.network.cidr) == ("事務(一般)", 20, "192.168.0.0/24")


QUESTIONS: dict[str, tuple[str, str, Any]] = {
    "as a question": ("network:\n  診療系は閉域か: はい", "believes_closed", True), "politely": ("診療系は閉域ですか？: いいえ", "believes_closed", False),
    "in its own words": ("電子カルテ系の回線は外部と接続していないか: はい", "believes_closed", True), "the other way round": ("電子カルテ系の回線は外部と接続していますか: いいえ", "believes_closed", None), "is there": ("ネットワーク:\n  ネットワーク図はありますか: あり", "diagram_exists", True),
    "has_": ("security:\n  has_edr: なし", "controls.endpoint_detection", Watch.NONE), "is_there_a": ("network:\n  is there a network diagram: no", "diagram_exists", False),
    "the word for whether": ("EDRの有無: なし", "controls.endpoint_detection", Watch.NONE), "brackets": ("連絡先一覧(緊急時): あり", "controls.contact_list", True), "a budget": ("セキュリティ予算(年): 180万円", "staff.security_budget_yen", 1_800_000.0),
    "section and field on one line": ("電子カルテ.vendor: 北斗メディカル", "ehr_vendor", "北斗メディカル"), "in two languages": ("BCP:\n  cyber: 未作成", "controls.cyber_bcp", False), "in one": ("事業継続計画:\n  サイバー攻撃: 作成済み", "controls.cyber_bcp", True),
    "as a sentence": ("サイバー攻撃を含む事業継続計画を作成しているか: いいえ", "controls.cyber_bcp", False), "last": ("training:\n  last: 2026-06", "controls.last_training", date(2026, 6, 1)),
    "last, in Japanese": ("職員研修:\n  最後の研修はいつ: 2026年6月", "controls.last_training", date(2026, 6, 1)), "planned": ("ehr:\n  更新予定: 2029年3月", "ehr_renewal", date(2029, 3, 1)),
    "an answer with more to it": ("guest_wifi: あり、院内LANとは別", "guest_wifi", True), "unsure": ("診療系は閉域か: わからない", "believes_closed", None),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_keys_put_as_questions(name: str) -> None:
    text, field, value = QUESTIONS[name]
    assert told(read(text)).get(field) == value


@pytest.mark.parametrize("text", ["電子カルテ:\n  vendor: 北斗メディカル\n  product: ほくとカルテ", "電子カルテ:\n  製品: ほくとカルテ\n  事業者: 北斗メディカル"])
def test_a_product_is_no_second_vendor(text: str) -> None:
    reading = read(text)
    assert told(reading) == {"ehr_vendor": "北斗メディカル"}
    assert reading.problems == ()


OFFLINE: dict[str, tuple[str, tuple[BackupMedium, ...] | None]] = {
    "no, beside a NAS": ("how: 毎晩NASへ(常時接続), offline_copy: なし", (BackupMedium.ONLINE,)), "yes": ("media: NAS, オフライン保管: あり", (BackupMedium.ONLINE, BackupMedium.OFFLINE)),
    "told by what it is": ("media: NAS, offline: テープを金庫へ", (BackupMedium.ONLINE, BackupMedium.OFFLINE)), "a question": ("media: NAS, has_offline_copy: yes", (BackupMedium.ONLINE, BackupMedium.OFFLINE)),
    "no, and the medium is not told": ("offline_copy: なし", None), "taken out": ("方法: 週1回外付けHDD、抜いて金庫へ, offline_copy: あり", (BackupMedium.OFFLINE,)), "not known": ("media: NAS, offline_copy: わからない", (BackupMedium.ONLINE,)),
}  # fmt: skip


@pytest.mark.parametrize("name", OFFLINE)
def test_copies_off_the_network(name: str) -> None:
    entry, media = OFFLINE[name]
    found = read(f"backup: [{{system: 電子カルテ, {entry}}}]").backups[0].media
    assert (None if found is None else set(found)) == (None if media is None else set(media))
