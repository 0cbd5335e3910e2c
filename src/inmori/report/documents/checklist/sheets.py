"""The checklist as a workbook: items and vendors to fill in (yellow); assets, servers and tasks to read.

``read_back`` finds the columns by these titles, so they stand here.
"""

from collections.abc import Sequence
from datetime import date

from inmori.comply import (
    ANSWER_NAMES,
    BASIS_NAMES,
    COURSE_NAMES,
    VOTE_NAMES,
    Assessment,
    ItemAnswer,
    VendorRow,
)
from inmori.comply.change import row_of
from inmori.comply.decision import round_of
from inmori.comply.vendor_matrix import STATE_NAMES, Paper, PaperState, Request
from inmori.model import Source
from inmori.report.block import Annex, Cell, Sheet, SheetColumn
from inmori.report.documents.checklist.imprint import imprint_of
from inmori.report.documents.checklist.reading_sheets import (
    compared_sheets,
    evidence_sheet,
    history_sheet,
)
from inmori.report.wording import EMPTY, places
from inmori.text import Text

ITEMS = Text(ja="チェックリスト", en="Checklist")
VENDORS = Text(ja="事業者", en="Vendors")
KEY = SheetColumn(Text(ja="記号", en="Id"), 18)
ANSWER = SheetColumn(Text(ja="決めた答え", en="Answer decided"), 12, editable=True, choices=tuple(ANSWER_NAMES.values()))
ON = SheetColumn(Text(ja="確認日", en="Decided on"), 12, editable=True)
WHO = SheetColumn(Text(ja="決めた人", en="Decided by"), 16, editable=True)
REASON = SheetColumn(Text(ja="決めた理由", en="Why decided so"), 30, editable=True)
TARGET = SheetColumn(Text(ja="目標日", en="Target day"), 12, editable=True)
PAPER = SheetColumn(Text(ja="根拠の書類", en="Evidence"), 20, editable=True)
UNTIL = SheetColumn(Text(ja="根拠の期限", en="Evidence valid until"), 12, editable=True)
DECIDED = (ANSWER, ON, WHO, REASON, TARGET, PAPER, UNTIL)
# In the order of asked, due, received; first for the disclosure, then for the vendors' sheet.
ASKED: dict[Paper, tuple[SheetColumn, SheetColumn, SheetColumn]] = {
    "disclosure": (
        SheetColumn(Text(ja="開示書 依頼日", en="Disclosure asked"), 12, editable=True),
        SheetColumn(Text(ja="開示書 期限", en="Disclosure due"), 12, editable=True),
        SheetColumn(Text(ja="開示書 受領日", en="Disclosure received"), 12, editable=True),
    ),
    "sheet": (
        SheetColumn(Text(ja="確認用 依頼日", en="Sheet asked"), 12, editable=True),
        SheetColumn(Text(ja="確認用 期限", en="Sheet due"), 12, editable=True),
        SheetColumn(Text(ja="確認用 受領日", en="Sheet received"), 12, editable=True),
    ),
}
_FOUND = 6  # findings told in one cell; the report has them all
_SURE = {
    "high": Text(ja="確認済み", en="seen"),
    "medium": Text(ja="引用で確認", en="as cited"),
    "low": Text(ja="推定・未確認", en="inferred, not seen"),
}
_UNWRITTEN = Text(ja="記載なし", en="nothing written")
_CLASSES = {
    "server": Text(ja="サーバ", en="server"),
    "client": Text(ja="端末PC", en="PC"),
    "network": Text(ja="ネットワーク機器", en="network device"),
    "medical": Text(ja="医療機器", en="medical device"),
    "other": Text(ja="その他", en="other"),
    "system": Text(ja="システム", en="system"),
    "vendor": Text(ja="事業者", en="vendor"),
    "remote": Text(ja="リモート保守", en="remote path"),
    "backup": Text(ja="バックアップ", en="backup"),
}


def checklist_book(assessment: Assessment, *, version: str) -> Annex:
    """Build the workbook."""
    return Annex(
        imprint=imprint_of(assessment, version, title=ITEMS),
        sheets=(
            _items(assessment),
            _grounds(assessment),
            _assets(assessment),
            evidence_sheet(assessment),
            _vendors(assessment),
            _servers(assessment),
            *compared_sheets(assessment),
            _tasks(assessment),
            history_sheet(assessment),
        ),
    )


def _items(assessment: Assessment) -> Sheet:
    note = assessment.note or EMPTY
    return Sheet(
        title=ITEMS,
        about=Text(
            ja="公式の様式ではありません。黄色の列だけ書きこみ、inmori comply --read で読み戻します。"
            f"「いいえ」には{assessment.year_end.isoformat()}までの目標日が要ります。"
            f"根拠の書類は「証拠」の番号(E3など)か書類の名前を書きます。{note.ja}",
            en="Not the official form. Fill in the yellow columns only and read them back with inmori comply --read. "
            f"A no needs a target day by {assessment.year_end.isoformat()}. "
            f"As evidence write a number of the sheet Evidence (E3) or the name of a paper. {note.en}",
        ),
        columns=(
            KEY,
            SheetColumn(Text(ja="番号", en="No."), 9),
            SheetColumn(Text(ja="求められること(要約)", en="What is asked (restated)"), 44),
            SheetColumn(Text(ja="提案", en="Proposed"), 11),
            SheetColumn(Text(ja="提案の根拠", en="Basis"), 13),
            SheetColumn(Text(ja="提案の理由", en="Why"), 44),
            SheetColumn(Text(ja="食い違い", en="Contradiction"), 12),
            *DECIDED,
            SheetColumn(Text(ja="いまの答え", en="Standing answer"), 12),
            SheetColumn(Text(ja="これまでの答え", en="Earlier answers"), 22),
        ),
        rows=tuple(_item(item) for item in assessment.items),
    )


def _item(item: ItemAnswer) -> tuple[Cell, ...]:
    row = row_of(item)
    reason = item.reason
    if item.overturn:
        reason = Text(ja=f"{reason.ja}\n{item.overturn.ja}", en=f"{reason.en}\n{item.overturn.en}")
    return (
        item.id,
        item.number,
        item.text,
        ANSWER_NAMES[item.proposed],
        BASIS_NAMES[item.basis],
        reason,
        _conflict(item),
        ANSWER_NAMES[row.answer] if row.answer else EMPTY,
        row.on or EMPTY,
        row.who,
        row.reason,
        row.target or EMPTY,
        row.evidence,
        row.valid_until or EMPTY,
        _stands(item),
        _history(item),
    )


def _conflict(item: ItemAnswer) -> Text:
    parts = [Text(ja="聞いたことと資料", en="told and papers")] if item.contradiction else []
    if item.against_papers:
        parts.append(Text(ja="決めた答えと資料", en="decision and papers"))
    return _lines(parts)


def _stands(item: ItemAnswer) -> Text:
    if item.recheck and item.answer == "unknown":
        return Text(ja=f"{item.stands.ja}: {item.recheck.ja}", en=f"{item.stands.en}: {item.recheck.en}")
    return item.stands


def _grounds(assessment: Assessment) -> Sheet:
    return Sheet(
        title=Text(ja="項目の根拠", en="Grounds"),
        about=Text(
            ja="読むための表です。聞いたことと見えたことを並べ、この道具に見えないことを書きます",
            en="For reading: what was told beside what was found, and what this tool cannot see",
        ),
        columns=(
            SheetColumn(Text(ja="番号", en="No."), 9),
            SheetColumn(Text(ja="聞いたこと", en="Told"), 34),
            SheetColumn(Text(ja="見えたこと", en="Found"), 70),
            SheetColumn(Text(ja="資料で分かること", en="What papers can show"), 40),
            SheetColumn(Text(ja="見えないこと", en="Not visible"), 40),
            SheetColumn(Text(ja="文言の確かさ", en="Wording"), 15),
            SheetColumn(Text(ja="公式の文書", en="Official text"), 40),
        ),
        rows=tuple(_ground(item) for item in assessment.items),
    )


def _ground(item: ItemAnswer) -> tuple[Cell, ...]:
    found = [one.title for one in item.observed if one.decides or one.contradicts] or [one.title for one in item.observed]
    return (
        item.number,
        _lines([one.said for one in item.declared]),
        _lines(found[:_FOUND]),
        item.shows,
        item.hidden,
        _SURE[item.confidence],
        item.address,
    )


def _history(item: ItemAnswer) -> Text:
    return _lines(
        [
            Text(
                ja=f"{round_of(one, item.decisions)}回目 {one.on.isoformat()} {ANSWER_NAMES[one.answer].ja}",
                en=f"round {round_of(one, item.decisions)} {one.on.isoformat()} {ANSWER_NAMES[one.answer].en}",
            )
            for one in item.decisions
        ]
    )


def _assets(assessment: Assessment) -> Sheet:
    rows = [
        (item.number, one.name, _CLASSES[one.kind] if one.kind else EMPTY, ANSWER_NAMES[one.answer], one.reason, _places(one.sources))
        for item in assessment.items
        for one in item.assets
    ]
    return Sheet(
        title=Text(ja="対象ごと", en="By asset"),
        about=Text(
            ja="読むための表です。満たさないものと、分からないもの(満たすものは載せていません)",
            en="For reading: what is not in order and what is not known (what is in order is left out)",
        ),
        columns=(
            SheetColumn(Text(ja="番号", en="No."), 10),
            SheetColumn(Text(ja="対象", en="Asset"), 28),
            SheetColumn(Text(ja="種類", en="Kind"), 16),
            SheetColumn(Text(ja="答え", en="Answer"), 12),
            SheetColumn(Text(ja="理由", en="Why"), 50),
            SheetColumn(Text(ja="根拠の場所", en="Source"), 50),
        ),
        rows=tuple(rows),
    )


def _vendors(assessment: Assessment) -> Sheet:
    asked = {(one.row, one.paper): one for one in assessment.requests}
    return Sheet(
        title=VENDORS,
        about=Text(
            ja="事業者とシステムごとの、開示書(MDS/SDS)と事業者確認用の依頼と受領。期限が空欄なら依頼から30日(仮定)",
            en="Per vendor and system: disclosures and vendors' sheets asked and received. An empty due day is 30 days after asking (assumed)",
        ),
        columns=(
            KEY,
            SheetColumn(Text(ja="事業者", en="Vendor"), 28),
            SheetColumn(Text(ja="システム", en="System"), 26),
            SheetColumn(Text(ja="開示書の状況", en="Disclosure"), 30),
            *ASKED["disclosure"],
            SheetColumn(Text(ja="事業者確認用の状況", en="Vendors' sheet"), 24),
            *ASKED["sheet"],
        ),
        rows=tuple(_vendor(row, asked) for row in assessment.vendors),
    )


def _vendor(row: VendorRow, asked: dict[tuple[str, Paper], Request]) -> tuple[Cell, ...]:
    return (
        row.id,
        row.vendor,
        row.system,
        _state(row.disclosure),
        *_days(asked.get((row.id, "disclosure"))),
        _state(row.sheet),
        *_days(asked.get((row.id, "sheet"))),
    )


def _state(paper: PaperState) -> Text:
    name, due = STATE_NAMES[paper.state], paper.due.isoformat() if paper.due else ""
    return Text(
        ja=f"{name.ja}: {paper.note.ja}" + (f" 期限{due}" if due else ""), en=f"{name.en}: {paper.note.en}" + (f", due {due}" if due else "")
    )


def _days(request: Request | None) -> tuple[Cell, ...]:
    days: tuple[date | None, ...] = (request.asked, request.due, request.received) if request else (None, None, None)
    return tuple(one or EMPTY for one in days)


def _servers(assessment: Assessment) -> Sheet:
    route = assessment.route
    course = COURSE_NAMES[route.course]
    left = "、".join(route.left_out)
    return Sheet(
        title=Text(ja="サーバの更新責任", en="Who updates servers"),
        about=Text(
            ja=f"指針7.0版: {course.ja}。{route.reason.ja}" + (f" 数えなかったもの(診療データを持たないと仮定): {left}" if left else ""),
            en=f"Guideline 7.0: {course.en}. {route.reason.en}" + (f" Left out (assumed to keep no medical data): {left}" if left else ""),
        ),
        columns=(
            SheetColumn(Text(ja="サーバ", en="Server"), 26),
            SheetColumn(Text(ja="事業者", en="Vendor"), 26),
            SheetColumn(Text(ja="判定", en="Vote"), 22),
            SheetColumn(Text(ja="契約の記載", en="As written"), 30),
            SheetColumn(Text(ja="理由", en="Why"), 36),
            SheetColumn(Text(ja="直し方", en="How to mend"), 60),
            SheetColumn(Text(ja="根拠の場所", en="Source"), 40),
        ),
        rows=tuple(
            (one.name, one.vendor, VOTE_NAMES[one.vote], one.clause or _UNWRITTEN, one.reason, one.mend or EMPTY, _places(one.sources))
            for one in route.votes
        ),
    )


def _tasks(assessment: Assessment) -> Sheet:
    numbers = {item.id: item.number for item in assessment.items}
    return Sheet(
        title=Text(ja="調べること", en="To find out"),
        about=Text(
            ja="「わからない」を減らすための作業です。期限は30日後か年度末の早い方(仮定)",
            en="Work that makes unknown answers known. Due in 30 days or at the end of the fiscal year (assumed)",
        ),
        columns=(
            SheetColumn(Text(ja="番号", en="No."), 10),
            SheetColumn(Text(ja="すること", en="What to do"), 70),
            SheetColumn(Text(ja="対象の数", en="Assets"), 10),
            SheetColumn(Text(ja="期限", en="By"), 12),
        ),
        rows=tuple((numbers[one.item], one.what, len(one.assets), one.by) for one in assessment.tasks()),
    )


def _places(sources: Sequence[Source]) -> Text:
    return places(sources, limit=4) if sources else EMPTY


def _lines(parts: Sequence[Text]) -> Text:
    return Text(ja="\n".join(one.ja for one in parts), en="\n".join(one.en for one in parts))
