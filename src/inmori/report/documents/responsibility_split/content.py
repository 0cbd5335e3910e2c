"""What the responsibility split says: the gaps at a glance, then one table for each vendor and system."""

from inmori.model import Hospital
from inmori.prepare import Drafts, Responsibility
from inmori.prepare.split_task import TASKS
from inmori.prepare.vendor_split import STATE_NAMES, rows_by_vendor, state_of, under_contract
from inmori.report.block import Bullets, Column, Paragraph, Table
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Footing, Manuscript, Part, Passage, blank
from inmori.report.documents.responsibility_split.vendor_part import vendor_part
from inmori.report.wording import joined, plain, same
from inmori.text import Text

TITLE = Text(ja="責任分界表", en="Responsibility split")
_TOPICS = {
    "updates": Text(ja="更新", en="Updates"),
    "remote": Text(ja="遠隔保守", en="Remote"),
    "accounts": Text(ja="ID", en="Accounts"),
    "backup": Text(ja="控え", en="Backup"),
    "logs": Text(ja="記録", en="Logs"),
    "incident": Text(ja="事故時", en="Incident"),
    "exit": Text(ja="終了時", en="Exit"),
    "disclosure": Text(ja="開示書", en="Disclosure"),
}


def content(drafts: Drafts) -> Manuscript:
    """Build the paper."""
    foot = Footing()
    grouped = rows_by_vendor(drafts.hospital, drafts.responsibilities)
    parts = [Part("overview", Text(ja="1 全体の見渡し", en="1 Overview"), _overview(drafts.hospital, grouped), wide=bool(grouped))]
    parts += [vendor_part(drafts, number, rows, foot) for number, rows in enumerate(grouped, start=2)]
    parts += [_words(len(grouped) + 2)] if grouped else [_nobody()]
    return Manuscript(
        id="responsibility_split",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=tuple(parts),
        assumptions=foot.all(),
        about=Text(
            ja="事業者ごと・システムごとに、誰が何をするかを契約書などの資料から書き出した。契約に記載がないものは、次の契約で書き加える。",
            en="Who does what, by vendor and system, as far as contracts and papers say. What is missing goes into the next contract.",
        ),
    )


def _overview(hospital: Hospital, grouped: tuple[tuple[Responsibility, ...], ...]) -> tuple[Passage, ...]:
    rows = [row for group in grouped for row in group]
    if not rows:
        return (Paragraph(Text(ja="資料から、事業者もシステムも分からない。", en="The evidence shows neither vendors nor systems.")),)
    known = {id(row): under_contract(hospital, row) for row in rows}
    states = [state_of(share, contract=known[id(row)]) for row in rows for share in row.shares]
    silent, unseen = states.count("unwritten"), states.count("no_contract")
    lead = Text(
        ja=f"{len(rows)}件の組合せの{len(states)}項目を調べた。契約の資料に記載がない項目は{silent}、契約の資料そのものがない項目は{unseen}である。",
        en=f"Of {len(states)} points of {len(rows)} pairs, {silent} are not in the contract data, and for {unseen} no contract was seen.",
    )
    table = Table(
        Text(ja="誰が行うことになっているか", en="Who is to do it"),
        (
            Column(Text(ja="事業者", en="Vendor"), 2.4),
            Column(Text(ja="対象", en="What"), 2.4),
            *(Column(name, 0.9, "center") for name in _TOPICS.values()),
        ),
        tuple((_vendor(row), _what(row), *(_cell(row, topic, contract=known[id(row)]) for topic in _TOPICS)) for row in rows),
        small=True,
    )
    return (
        Paragraph(lead, tone="lead"),
        table,
        Bullets((
            Text(ja="「記載なし」は、契約の一覧などの資料にその項目が見当たらないことを示す。契約書の原本で確かめる。", en="'Not in it': the contract data do not mention it. Check the original."),
            Text(ja="「契約なし」は、契約の資料そのものが見つからないことを示す。契約を結んでいないという意味ではない。", en="'No contract': none was seen. It does not mean that there is none."),
            Text(ja="「記載あり」は、何か書かれているが、誰の責任かまでは読み取れないことを示す。次章以降に言葉を示す。", en="'Something': words are there, but not whose duty it is. They follow below."),
        )),
    )  # fmt: skip


def _vendor(row: Responsibility) -> Text:
    return same(row.vendor) if row.vendor else Text(ja="未確認", en="not confirmed")


def _what(row: Responsibility) -> Text:
    return Text(ja=plain(row.system.ja, 30), en=plain(row.system.en, 60))


def _cell(row: Responsibility, topic: str, *, contract: bool) -> Text:
    share = next((share for share in row.shares if share.topic == topic), None)
    return STATE_NAMES[state_of(share, contract=contract)]


def _words(number: int) -> Part:
    table = Table(
        Text(ja="契約書に見つからないときは、次のことを書き加えるよう求める。", en="Where the contract lacks it, ask for these words."),
        (Column(Text(ja="作業", en="Task"), 2.0), Column(Text(ja="契約に書くこと", en="What the contract has to say"), 4.0)),
        tuple((task.name, task.words) for task in TASKS),
    )
    title = Text(ja=f"{number} 契約に書くこと", en=f"{number} What contracts have to say")
    return Part("words", title, (table,), fresh=True)


def _nobody() -> Part:
    text = joined((
        Text(ja="次のとおり、事業者と契約を書き出すことから始める。", en="Begin by listing vendors and contracts:"),
        blank(Text(ja="保守を頼んでいる事業者・システム・契約書の置き場所", en="vendors, systems, where the contracts are kept")),
    ))
    return Part("nobody", Text(ja="2 事業者の書き出し", en="2 List of vendors"), (Paragraph(text),))
