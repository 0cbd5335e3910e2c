"""The whole log as a paper, with the hash of every line and how to check them without this product."""

from collections.abc import Sequence

from inmori.prepare.incident_brief import Brief
from inmori.prepare.incident_entry import Entry, Problem, receipt
from inmori.prepare.incident_question import QUESTIONS, said_answer
from inmori.prepare.incident_time import said_time
from inmori.report.block import (
    Bullets,
    Cell,
    Column,
    KeyFigure,
    Packet,
    Paragraph,
    Section,
    Sheet,
    SheetColumn,
    Table,
)
from inmori.report.documents.incident_sheet import answers_table, clocks_table, imprint, line_words
from inmori.report.documents.manuscript import said
from inmori.report.wording import EMPTY, same
from inmori.text import Text

TITLES = {
    "police": said("事案の記録(警察へ提出)", "Incident log (for the police)"),
    "ppc": said("事案の記録(個人情報保護委員会へ提出)", "Incident log (for the PPC)"),
}
_KINDS = {"start": said("開始", "start"), "note": said("記録", "note"), "done": said("届出済", "duty met"), "answer": said("答え", "answer")}
VERIFY = (
    said("一緒に渡した incident.jsonl は、1行が1つの記録です。原本と同じバイトの写しです。", "incident.jsonl holds one record a line and is a byte-for-byte copy."),
    said("各行から「hash」の項目を取り除き、鍵を文字の順に並べ、間に空白を入れないUTF-8のJSONにして、SHA-256を計算します。", "Take \"hash\" out of a line, write it as UTF-8 JSON with sorted keys and no blanks, and take its SHA-256."),
    said("計算した値が、その行の「hash」と同じで、次の行の「before」とも同じなら、書き換え・抜け・入れ替えはありません。", "It must equal the line's \"hash\" and the next line's \"before\"."),
    said("院守があれば、inmori incident verify フォルダ で同じことを確かめられます。verify_log.py は、Pythonだけで同じことをします。", "inmori incident verify does the same; so does the enclosed script with Python alone."),
    said("行の終わりが切り取られていないかは、ここに印刷した行数と最後の控え番号で確かめます。", "The number of lines and the last receipt printed here show that no end was cut off."),
)  # fmt: skip


def export_packet(brief: Brief, entries: Sequence[Entry], problems: Sequence[Problem], *, target: str, log_hash: str) -> Packet:
    """Build the paper; ``log_hash`` is the SHA-256 of the log file."""
    last = receipt(entries[-1]) if entries else "-"
    return Packet(
        imprint=imprint(brief, TITLES[target]),
        lead=(
            said("事案の記録の写しです。日時はすべて日本時間です。「答え」の行は、その時点で分かっていたことです。", "A copy of the log. All times are Japan's. Lines of answers say what was known then."),
            said("記録は書き足すだけで、後から直せません。訂正は新しい行にあり、元の行も残っています。", "Lines are only added. Corrections are new lines; the old ones stay."),
        ),
        figures=(
            KeyFigure(said("行数", "Lines"), same(str(len(entries))), same(last)),
            KeyFigure(said("気づいた日時", "Known since"), same(said_time(brief.case.known)) if brief.case.known else said("未確認", "unknown"), said("日本時間", "Japan time")),
            KeyFigure(said("記録の検査", "Chain"), said("合わない所あり", "does not fit") if any(one.grave for one in problems) else said("合っている", "fits"), said(f"{said_time(brief.now)} に検査", f"checked {said_time(brief.now)}")),
        ),
        contents_title=said("中身", "Contents"),
        notes=(said(f"incident.jsonl のSHA-256: {log_hash}", f"SHA-256 of incident.jsonl: {log_hash}"),),
        sections=_sections(brief, entries, problems),
    )  # fmt: skip


def _sections(brief: Brief, entries: Sequence[Entry], problems: Sequence[Problem]) -> tuple[Section, ...]:
    found = tuple(one.words for one in problems)
    return (
        Section("log", said("記録(書かれた順)", "Log, as written"), (_log(entries),), wide=True),
        Section("course", said("経過(起きた順、訂正を反映)", "Course, by time, corrections applied"), (_course(brief),), wide=True),
        Section("answers", said("分かっていること", "What is known"), (answers_table(brief, fill=False),)),
        Section("clocks", said("届出と期限", "Duties and terms"), (clocks_table(brief),), wide=True),
        Section("verify", said("この記録の確かめ方", "How to verify"), (
            Bullets(VERIFY),
            Paragraph(said("検査の結果", "Result of the check"), "lead"),
            Bullets(found) if found else Paragraph(said("合わない所はありません。", "Everything fits.")),
            _hashes(entries),
        )),
    )  # fmt: skip


def _log(entries: Sequence[Entry]) -> Table:
    rows = tuple(
        (same(str(one.number)), _KINDS[one.kind], same(said_time(one.at)) if one.at else EMPTY, same(said_time(one.known)) if one.known else EMPTY,
         same(said_time(one.entered)), _what(one), same(one.by))
        for one in entries
    )  # fmt: skip
    columns = (
        Column(said("番号", "No."), 0.6, "right"), Column(said("種類", "Kind"), 0.9), Column(said("起きた日時", "Happened"), 1.5), Column(said("知った日時", "Known"), 1.5),
        Column(said("書いた日時", "Entered"), 1.5), Column(said("内容", "What"), 4.6), Column(said("誰が", "By"), 1.2),
    )  # fmt: skip
    return Table(said("書き足された順のまま", "In the order of writing"), columns, rows, small=True)


def _course(brief: Brief) -> Table:
    rows = tuple((same(said_time(one.happened)), same(str(one.number)), _what(one), same(one.by)) for one in brief.case.lines)
    columns = (Column(said("起きた日時", "When"), 1.4), Column(said("番号", "No."), 0.6, "right"), Column(said("内容", "What"), 5.2), Column(said("誰が", "By"), 1.2))
    return Table(said("取り消された行は入っていません", "Lines that were withdrawn are left out"), columns, rows, small=True)


def _what(entry: Entry) -> Text:
    """Return the whole line: the police and the commission see what stays out of other papers."""
    words = line_words(entry, same(" ".join(entry.what.split())))
    asked = next((one for one in QUESTIONS if one.id == entry.question), None)
    if asked is not None and entry.answer is not None:
        found = said_answer(entry.answer)
        words = Text(ja=f"{asked.words.ja} → {found.ja} {words.ja}".strip(), en=f"{asked.words.en} -> {found.en} {words.en}".strip())
    if entry.corrects is None:
        return words
    ja, en = ("取り消し", "withdrawn") if entry.void else ("訂正", "corrected")
    return Text(ja=f"(番号{entry.corrects}の{ja}){words.ja}", en=f"(line {entry.corrects} {en}) {words.en}")


def _hashes(entries: Sequence[Entry]) -> Table:
    rows = tuple((same(str(one.number)), same(one.hash), same(receipt(one))) for one in entries)
    columns = (Column(said("番号", "No."), 0.6, "right"), Column(said("ハッシュ値(SHA-256)", "Hash"), 6), Column(said("控え番号", "Receipt"), 1.8))
    return Table(said("各行のハッシュ値", "Hash of every line"), columns, rows, small=True)


def export_sheet(entries: Sequence[Entry]) -> Sheet:
    """Build the same as a table for a spreadsheet, in the order of writing."""
    titles = ("番号", "No."), ("種類", "Kind"), ("起きた日時", "Happened"), ("知った日時", "Known"), ("書いた日時", "Entered"), ("内容", "What"), ("誰が", "By"), ("訂正する番号", "Corrects"), ("ハッシュ値", "Hash")  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.number, _KINDS[one.kind], said_time(one.at) if one.at else "", said_time(one.known) if one.known else "", said_time(one.entered),
         _what(one), one.by, one.corrects or "", one.hash)
        for one in entries
    )  # fmt: skip
    return Sheet(said("記録", "Log"), said("事案の記録", "Incident log"), tuple(SheetColumn(said(ja, en)) for ja, en in titles), rows)
