"""Disclosures in the habits of several vendors, and lists that only look like one."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pytest

from inmori.errors import InputError
from inmori.ingest import asset_tool_csv, contract_workbook, disclosure, ledger_workbook
from inmori.ingest.disclosure_vendor import disclosing_vendors, with_disclosures
from inmori.ingest.reading import Reading
from inmori.model import DisclosedAnswer, Disclosure, DisclosureTopic, SourceKind, TextFact, Vendor
from tests.ingest.made_office import TODAY, Rows, catalogue, evidence, ods, xls, xlsx

Y, N, NA, U = "yes", "no", "not_applicable", "unknown"
T = DisclosureTopic

QUESTIONS = [
    ("1-1", "扱う情報", "患者の個人情報を保存しますか"), ("1-2", "", "利用者ごとに固有のIDで識別できますか"), ("2-1", "管理", "アクセスログを記録しますか"),
    ("2-2", "", "時刻をNTPで同期できますか"), ("3-1", "リモートメンテナンス", "リモートメンテナンスを実施しますか"), ("3-2", "", "リモート接続の接続元を限定していますか"),
    ("4-1", "不正ソフトウェア", "ウイルス対策ソフトを導入できますか"), ("4-2", "", "OSのセキュリティパッチを適用できますか"), ("5-1", "その他", "画面の文字の大きさを変えられますか"),
]  # fmt: skip
ANSWERS = [Y, Y, N, Y, Y, N, N, N, NA]
NOTES = ["", "", "次期版で対応", "", "備考1", "", "備考2", "", ""]
WORD = {Y: "はい", N: "いいえ", NA: "対象外"}
TOPICS = [T.PATIENT_DATA, T.PERSONAL_ACCOUNTS, T.AUDIT_LOG, T.TIME_SYNC, T.REMOTE_MAINTENANCE, T.REMOTE_SOURCE_LIMITED, T.ANTIVIRUS, T.UPDATES_ALLOWED, T.OTHER]

TEXTS: Rows = [
    ["製造業者による医療情報セキュリティ開示書"], [], ["製造業者", "北都メディカル株式会社", "", "作成日", datetime(2026, 6, 1)], ["製品名称", "検体検査システム LABO-9", "", "バージョン", "Ver.3.2"],
    ["納入先", "きた総合病院", "", "記入者", "佐藤花子"], [], ["番号", "大項目", "質問事項", "回答", "備考"],
    *[[number, section, question, WORD[answer], note] for (number, section, question), answer, note in zip(QUESTIONS, ANSWERS, NOTES, strict=True)],
    [], ["備考記載欄"], ["備考1", "閉域網を経由。担当:鈴木 090-1234-5678"], ["備考2", "動作検証が済んでいないため。初期PW:Himitsu9"],
]  # fmt: skip
COLUMNS: Rows = [
    ["", "医療情報セキュリティ開示書(サービス事業者用)"], ["", "事業者名:", "㈱みどりソリューションズ"], ["", "対象製品", "薬袋印字ユニット"], ["", "記入日", "令和8年7月3日"], [],
    ["", "No.", "分類", "確認事項", "回答", "", "", "備考"], ["", "", "", "", "はい", "いいえ", "対象外", ""],
    *[["", number, section, question, *("○" if answer == option else "" for option in (Y, N, NA)), ""] for (number, section, question), answer in zip(QUESTIONS, ANSWERS, strict=True)],
]  # fmt: skip
BOXES: Rows = [
    ["SDS(サービス事業者による医療情報セキュリティ開示書)"], ["サービス事業者", "東雲クラウド合同会社"], ["サービス名", "予約受付サービス"], ["項番", "質問", "回答欄", "補足説明"],
    *[[number, question, " ".join(f"{'☑' if answer == option else '□'}{WORD[option]}" for option in (Y, N, NA)), ""] for (number, _, question), answer in zip(QUESTIONS, ANSWERS, strict=True)],
]  # fmt: skip
NO_HEADINGS: Rows = [
    ["MDS 開示書"], ["会社名", "山手電子工業(株)"], ["機種名", "心電計 EC-7"],
    *[[number, question, WORD[answer], note] for (number, _, question), answer, note in zip(QUESTIONS, ANSWERS, NOTES, strict=True)],
]  # fmt: skip
MERGED_SECTIONS: Rows = [
    ["医療情報セキュリティ開示書"], ["メーカー", "海風ヘルスケア"], ["製品名", "透析監視 DM-2"], ["版数", "5.1"], ["質問", "", "回答"],
    ["1 扱う情報"], ["1-1 患者の個人情報を保存しますか", "", "はい"], ["1-2 利用者ごとに固有のIDで識別できますか", "", "はい"],
    ["2 管理"], ["2-1 アクセスログを記録しますか", "", "いいえ"], ["2-2 時刻をNTPで同期できますか", "", "はい"],
    ["3 リモートメンテナンス"], ["3-1 リモートメンテナンスを実施しますか", "", "はい"], ["3-2 リモート接続の接続元を限定していますか", "", "いいえ"],
    ["4 不正ソフトウェア"], ["4-1 ウイルス対策ソフトを導入できますか", "", "いいえ"], ["4-2 OSのセキュリティパッチを適用できますか", "", "いいえ"], ["5 その他"], ["5-1 画面の文字の大きさを変えられますか", "", "対象外"],
]  # fmt: skip

FORMS: dict[str, tuple[Rows, tuple[str, str], str | None, date | None]] = {
    "answers as words": (TEXTS, ("北都メディカル株式会社", "検体検査システム LABO-9"), "Ver.3.2", date(2026, 6, 1)),
    "circles in columns": (COLUMNS, ("(株)みどりソリューションズ", "薬袋印字ユニット"), None, date(2026, 7, 3)),
    "ticked boxes": (BOXES, ("東雲クラウド合同会社", "予約受付サービス"), None, None),
    "no headings": (NO_HEADINGS, ("山手電子工業(株)", "心電計 EC-7"), None, None),
    "numbers within the questions": (MERGED_SECTIONS, ("海風ヘルスケア", "透析監視 DM-2"), "5.1", None),
}  # fmt: skip


def read(data: bytes, name: str = "回答.xlsx") -> Reading:
    file = evidence(data, name)
    others = max(reader.recognise(file) for reader in (ledger_workbook, contract_workbook, asset_tool_csv))
    assert disclosure.recognise(file) > max(0.9, others)
    return disclosure.read(file, catalogue(), today=TODAY)


def only(reading: Reading) -> Disclosure:
    (found,) = reading.disclosures
    return found


def told(found: Disclosure) -> list[tuple[str, str, str]]:
    return [(item.number, item.topic.value, item.answer.value) for item in found.answers]


EXPECTED = [(number, topic.value, answer) for (number, _, _), topic, answer in zip(QUESTIONS, TOPICS, ANSWERS, strict=True)]


@pytest.mark.parametrize("rows, names, version, day", FORMS.values(), ids=FORMS)
def test_forms_of_many_habits(rows: Rows, names: tuple[str, str], version: str | None, day: date | None) -> None:
    found = only(read(xlsx({"回答": rows})))
    assert (found.form, found.vendor.value, found.product.value, found.version.value, found.made_on.value) == ("sds", *names, version, day)
    assert told(found) == EXPECTED
    assert {source.kind for source in found.sources} == {SourceKind.TOLD}


@pytest.mark.parametrize("make", [xls, ods], ids=["xls", "ods"])
def test_other_formats(make: Any) -> None:
    rows = [[value.isoformat()[:10] if isinstance(value, datetime) else value for value in row] for row in TEXTS]
    assert told(only(read(make(rows)))) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_saved_as_csv(encoding: str) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([[*map(str, row), *[""] * (5 - len(row))] for row in TEXTS])
    assert told(only(read(buffer.getvalue().encode(encoding), "回答.csv"))) == EXPECTED


def test_merged_cells() -> None:
    merges = ["B6:B7", "C6:C7", "D6:D7", "E6:G6", "H6:H7", "B1:H1", "C2:H2", "C8:C9", "C10:C11"]
    found = only(read(xlsx({"回答": COLUMNS}, merges={"回答": merges})))
    assert told(found) == EXPECTED
    assert found.vendor.value == "(株)みどりソリューションズ"


def test_notes_are_found_below_and_persons_and_secrets_are_not_kept() -> None:
    reading = read(xlsx({"回答": TEXTS}))
    notes = {item.number: item.note for item in only(reading).answers if item.note}
    assert notes == {"2-1": "次期版で対応", "3-1": "閉域網を経由。担当:[削除]", "4-1": "動作検証が済んでいないため。初期PW:[削除]"}
    assert not any(word in repr(reading) for word in ("Himitsu9", "佐藤", "鈴木", "1234", "きた総合病院"))


def test_the_place_of_an_answer_is_its_row() -> None:
    found = only(read(xlsx({"回答": TEXTS})))
    assert (found.answers[0].source.sheet, found.answers[0].source.row) == ("回答", 8)
    assert (found.vendor.sources[0].cell, found.vendor.sources[0].as_of) == ("B3", date(2026, 6, 1))


def test_a_cover_and_chapters_are_one_disclosure() -> None:
    heading = ["番号", "質問", "回答", "備考"]
    parts = [[number, question, WORD[answer], ""] for (number, _, question), answer in zip(QUESTIONS, ANSWERS, strict=True)]
    sheets = {"表紙": [["医療情報セキュリティ開示書"], ["事業者名", "南風システム(株)"], ["システム名", "給食管理"]], "第1章": [heading, *parts[:5]], "第2章": [heading, *parts[5:]]}
    found = only(read(xlsx(sheets)))
    assert (found.vendor.value, found.product.value) == ("南風システム(株)", "給食管理")
    assert told(found) == EXPECTED
    assert [source.sheet for source in found.sources] == ["第1章", "第2章"]


def test_two_products_are_two_disclosures() -> None:
    other = [list(row) for row in TEXTS]
    other[3][1] = "細菌検査システム"
    found = read(xlsx({"A": TEXTS, "B": other})).disclosures
    assert [d.product.value for d in found] == ["検体検査システム LABO-9", "細菌検査システム"]
    assert len({d.id for d in found}) == 2


MDS2_2019: Rows = [
    ["Manufacturer Disclosure Statement for Medical Device Security -- MDS2"], ["Acme Imaging", "Helix 40", "DOC-77", "2026-02-01"],
    ["Question ID", "Question", "", "See note"],
    ["DOC-1", "Manufacturer Name", "Acme Imaging Inc.", ""], ["DOC-2", "Device Description", "CT scanner", ""], ["DOC-3", "Device Model", "Helix 40", ""], ["DOC-5", "Manufacturer Contact Information", "John Doe, jd@acme.example", ""],
    ["DOC-7", "Document Release Date", "2026-02-01", ""], ["DOC-8", "Coordinated Vulnerability Disclosure: Does the manufacturer have a vulnerability disclosure program for this device?", "Yes", "Note 1"],
    ["", "MANAGEMENT OF PERSONALLY IDENTIFIABLE INFORMATION", "", ""],
    ["MPII-1", "Can this device display, transmit, store, or modify personally identifiable information?", "Yes", ""], ["ALOF-1", "Can the device be configured to force reauthorization of logged-in user(s) after a predetermined length of inactivity?", "No", ""],
    ["CSUP-2.2", "Does the device require vendor or vendor-authorized service to install patches or software updates?", "Yes", ""], ["MLDP-2", "Does the device support the use of anti-malware software?", "No", "Note 2"],
    ["RMOT-1", "Does the device permit remote service connections for device analysis or repair?", "Yes", ""], ["RMOT-1.1", "Does the device allow the owner/operator to initiate remote service sessions?", "N/A", ""],
    ["SBOM-1", "Is the SBoM for this product available?", "See Note", "Note 3"], ["STCF-1", "Is the device capable of encrypting data at rest?", "No", ""], ["TXCF-2", "Is PII encrypted prior to transmission via a network?", "Yes", ""],
    [], ["Note 1", "https://acme.example/psirt"], ["Note 2", "Whitelisting is used instead"],
]  # fmt: skip


def test_the_american_form() -> None:
    reading = read(xlsx({"MDS2": MDS2_2019}), "Helix40_MDS2.xlsx")
    found = only(reading)
    assert (found.form, found.vendor.value, found.product.value, found.made_on.value) == ("mds2", "Acme Imaging Inc.", "Helix 40", date(2026, 2, 1))
    assert found.answer(T.REMOTE_MAINTENANCE) is DisclosedAnswer.YES
    assert found.answer(T.ANTIVIRUS) is DisclosedAnswer.NO
    assert found.answer(T.AUTO_LOGOFF) is DisclosedAnswer.NO
    assert found.answer(T.SBOM) is DisclosedAnswer.UNKNOWN
    assert found.answer(T.UPDATES_ALLOWED) is DisclosedAnswer.UNKNOWN  # asked the other way round
    notes = {item.number: item.note for item in found.answers if item.note}
    assert notes["MLDP-2"] == "Whitelisting is used instead"
    assert "John" not in repr(reading)
    assert "jd@acme" not in repr(reading)


def test_an_older_head_with_values_below_the_labels() -> None:
    rows: list[Sequence[Any]] = [
        ["Manufacturer Disclosure Statement for Medical Device Security – MDS2"], ["Device Category", "Manufacturer", "Document ID", "Document Release Date"], ["Monitor", "Vital KK", "D-1", "2025-05-05"],
        ["Device Model", "Software Revision", "Software Release Date", ""], ["VM-3", "2.0", "2025-01-01", ""], [], *MDS2_2019[8:],
    ]  # fmt: skip
    found = only(read(xlsx({"MDS2": rows})))
    assert (found.vendor.value, found.product.value, found.version.value, found.made_on.value) == ("Vital KK", "VM-3", "2.0", date(2025, 5, 5))


def test_the_ministrys_checklist_for_vendors() -> None:
    rows: Rows = [["医療機関におけるサイバーセキュリティ対策チェックリスト(事業者確認用)"], ["事業者名", "青葉情報サービス"], ["番号", "確認項目", "はい", "いいえ", "備考"],
                  *[[number, question, "○" if answer == Y else "", "○" if answer != Y else "", ""] for (number, _, question), answer in zip(QUESTIONS, ANSWERS, strict=True)]]  # fmt: skip
    found = only(read(xlsx({"s": rows})))
    assert (found.form, found.vendor.value) == ("checklist", "青葉情報サービス")


def test_a_form_that_was_circled_by_hand_tells_nothing() -> None:
    rows: Rows = [*COLUMNS[:7], *[["", n, s, q, "はい", "いいえ", "対象外", ""] for n, s, q in QUESTIONS]]
    assert disclosure.recognise(evidence(xlsx({"回答": rows}))) == 0.0
    with pytest.raises(InputError, match=r"試験\.xlsx"):
        disclosure.read(evidence(xlsx({"回答": rows})), catalogue(), today=TODAY)


def test_open_answers_and_a_missing_vendor_are_said() -> None:
    rows = [list(row) for row in BOXES]
    rows[1] = []
    rows[5][2] = ""
    reading = read(xlsx({"s": rows}))
    assert [p.code for p in reading.problems] == ["answers_unknown", "disclosure_of_whom"]
    assert only(reading).answers[1].answer is DisclosedAnswer.UNKNOWN


LEDGER: Rows = [["機器台帳"], ["No", "機器名", "型番", "ウイルス対策", "IPアドレス", "備考"], *[[n, f"端末{n}", "X1", "○", f"10.0.0.{n}", "なし"] for n in range(1, 12)]]
OWN_CHECKLIST: Rows = [["サイバーセキュリティ対策チェックリスト(医療機関確認用)"], ["番号", "確認項目", "はい", "いいえ"], *[[n, q, "○", ""] for n, _, q in QUESTIONS]]
RECEIVED: Rows = [["セキュリティ開示書 受領一覧"], ["No", "業者名", "製品名", "開示書の受領", "備考"], *[[n, f"業者{n}", f"製品{n}", "はい" if n % 2 else "いいえ", ""] for n in range(1, 12)]]
CONTRACTS: Rows = [["No", "契約先", "対象システム", "契約開始", "契約終了", "自動更新"], *[[n, f"業者{n}", "PACS", "2024/4/1", "2027/3/31", "有"] for n in range(1, 9)]]
QUESTIONNAIRE: Rows = [["職員アンケート"], ["番号", "質問", "回答"], *[[n, f"食堂の{n}番のメニューは好きですか", "はい"] for n in range(1, 12)]]
NO_FORMS: Mapping[str, Rows] = {"ledger": LEDGER, "the hospital's own checklist": OWN_CHECKLIST, "list of disclosures": RECEIVED, "contracts": CONTRACTS, "questionnaire": QUESTIONNAIRE}


@pytest.mark.parametrize("rows", NO_FORMS.values(), ids=NO_FORMS)
def test_lists_that_are_no_disclosure(rows: Rows) -> None:
    assert disclosure.recognise(evidence(xlsx({"s": rows}), "一覧.xlsx")) < 0.6


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b\n1,2\n", b"%PDF-1.7"])
def test_other_files(data: bytes) -> None:
    assert disclosure.recognise(evidence(data)) == 0.0


def test_vendors_learn_that_their_disclosure_is_here() -> None:
    found = read(xlsx({"回答": TEXTS})).disclosures
    vendors = (Vendor(id="V001", name="(株)北都メディカル"), Vendor(id="V002", name="ほか商事"), Vendor(id="V003", name="?", written=("北都メディカル",)))
    marked = with_disclosures(vendors, found)
    assert [vendor.disclosure_received.value for vendor in marked] == [True, None, True]
    assert marked[0].disclosure_received.sources == found[0].sources
    assert [fact.value for fact in disclosing_vendors(found)] == ["北都メディカル株式会社"]
    assert disclosing_vendors((found[0].model_copy(update={"vendor": TextFact()}),)) == ()


UNTITLED = [
    ["会社名:東亜検査機器(株)"], ["製品:LIS-9"], ["記入日 2025/4/1"],
    ["№", "項目", "回答", "備考番号"],
    ["1", "保存データの暗号化に対応していますか?", "いいえ", "1"],
    ["2", "リモートサービスを利用しますか", "はい", "2"],
    ["3", "セキュリティパッチを適用できますか", "一部", ""],
    ["4", "利用者ごとにIDを発行できますか", "はい", ""],
    ["備考"],
    ["1", "次期版で対応"],
    ["2", "VPN経由。担当:田中"],
]  # fmt: skip


def test_a_short_form_is_known_by_its_questions_and_notes_stand_below() -> None:
    file = evidence(xlsx({"シート1": UNTITLED}), "回答.xlsx")
    assert disclosure.recognise(file) >= 0.9
    [found] = disclosure.read(file, catalogue(), today=TODAY).disclosures
    assert (found.vendor.value, found.product.value, found.made_on.value) == ("東亜検査機器(株)", "LIS-9", date(2025, 4, 1))
    assert [(item.number, item.note) for item in found.answers] == [("1", "次期版で対応"), ("2", "VPN経由。担当:[削除]"), ("3", ""), ("4", "")]


def test_a_short_list_of_other_questions_is_no_disclosure() -> None:
    rows = [["会社名:甲社"], ["No", "項目", "回答"], ["1", "見積は税込ですか", "はい"], ["2", "納期は1か月以内ですか", "いいえ"], ["3", "支払は翌月末ですか", "はい"], ["4", "保証は1年ですか", "はい"]]
    assert disclosure.recognise(evidence(xlsx({"s": rows}), "見積.xlsx")) < 0.6
