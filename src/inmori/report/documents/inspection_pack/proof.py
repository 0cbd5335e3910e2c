"""The list of evidence on paper: which file, of when, what it shows, which items it serves, and its hash."""

from inmori.comply import AGE_NAMES
from inmori.report.block import Column, Paragraph, Section, Table
from inmori.report.documents.inspection_pack.dossier import Dossier
from inmori.report.wording import SOURCE_KIND_NAMES, UNKNOWN, plain, same
from inmori.text import Text

_TITLE = Text(ja="証拠の一覧", en="Evidence")


def evidence_section(dossier: Dossier) -> Section:
    """Build the list."""
    papers = dossier.assessment.papers
    if not papers:
        words = Text(ja="渡された資料の記録がありません。", en="No paper is on record.")
        return Section(id="evidence", title=_TITLE, blocks=(Paragraph(words, "caution"),))
    table = Table(
        caption=Text(ja="一つの書類が多くの項目の根拠になります", en="One paper serves many items"),
        columns=(
            Column(Text(ja="番号", en="No."), 0.5),
            Column(Text(ja="ファイル", en="File"), 2),
            Column(Text(ja="種類", en="Kind"), 0.9),
            Column(Text(ja="日付・版", en="Date, version"), 1),
            Column(Text(ja="状態・期限(仮定)", en="State, until (assumed)"), 1.2),
            Column(Text(ja="分かること", en="What it shows"), 2.2),
            Column(Text(ja="項目", en="Items"), 1.3),
            Column(Text(ja="ハッシュ値(SHA-256)", en="SHA-256"), 2.4),
        ),
        rows=tuple(
            (
                same(one.label),
                same(plain(one.file, 60)),
                SOURCE_KIND_NAMES[one.kind],
                _dated(one.made_on.isoformat() if one.made_on else None, one.version),
                Text(
                    ja=f"{AGE_NAMES[one.age].ja} {one.expires.isoformat() if one.expires else ''}".strip(),
                    en=f"{AGE_NAMES[one.age].en} {one.expires.isoformat() if one.expires else ''}".strip(),
                ),
                one.shows,
                same("、".join(dossier.numbers[item] for item in one.serves)),
                same(one.sha256),
            )
            for one in papers
        ),
        small=True,
    )
    note = Paragraph(
        Text(
            ja="期限は仮定です: 通信・設定・管理ツールの一覧は半年、台帳・契約の一覧・聞き取り・開示書は1年。期限を過ぎた書類だけを根拠にする「はい」は「確認し直す」に下げています。",
            en="Times of validity are assumed: half a year for traffic, settings and tools, a year for ledgers, lists, interviews and disclosures. "
            "A yes that rests on expired papers alone was lowered to “look again”.",
        ),
        "note",
    )
    return Section(id="evidence", title=_TITLE, blocks=(table, note), wide=True)


def _dated(day: str | None, version: int) -> Text:
    said = Text(ja=day, en=day) if day else UNKNOWN
    return Text(ja=f"{said.ja} 第{version}版", en=f"{said.en}, v{version}")
