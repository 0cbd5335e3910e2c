"""Sheets of the checklist workbook that are only read: evidence, the answers three times, the route by road, the history."""

from inmori.comply import AGE_NAMES, ANSWER_NAMES, COURSE_NAMES, STATE_TITLES, Assessment, Outlook, SideBySide
from inmori.comply.decision import fiscal_year, round_of
from inmori.comply.gross import ABOUT as WITHOUT
from inmori.comply.side_by_side import State
from inmori.report.block import Cell, Sheet, SheetColumn
from inmori.report.wording import EMPTY, SOURCE_KIND_NAMES
from inmori.text import Text

EVIDENCE = Text(ja="証拠", en="Evidence")
_STATES: tuple[State, ...] = ("gross", "today", "after")
_LEFT = 8  # things named that are left
_ITEM = SheetColumn(Text(ja="番号", en="No."), 10)


def evidence_sheet(assessment: Assessment) -> Sheet:
    """List the papers: which, of when, until when, what each shows and which items it serves."""
    numbers = {item.id: item.number for item in assessment.items}
    rows: list[tuple[Cell, ...]] = [
        (
            paper.label,
            paper.file,
            SOURCE_KIND_NAMES[paper.kind],
            paper.version,
            paper.made_on,
            paper.expires,
            AGE_NAMES[paper.age],
            paper.shows,
            "、".join(numbers[one] for one in paper.serves),
            paper.size,
            paper.sha256,
            paper.replaced,
        )
        for paper in assessment.papers
    ]
    return Sheet(
        title=EVIDENCE,
        about=Text(
            ja="読むための表です。一つの書類が多くの項目の根拠になります。使える期限は仮定です(管理ツール・設定・通信は半年、台帳・聞き取りは1年)",
            en="For reading. One paper serves many items. Times of validity are assumed (half a year for tools, settings and traffic, a year for ledgers and interviews)",
        ),
        columns=(
            _ITEM,
            SheetColumn(Text(ja="ファイル", en="File"), 34),
            SheetColumn(Text(ja="種類", en="Kind"), 16),
            SheetColumn(Text(ja="版", en="Version"), 7),
            SheetColumn(Text(ja="日付", en="Date"), 12),
            SheetColumn(Text(ja="使える期限", en="Valid until"), 12),
            SheetColumn(Text(ja="状態", en="State"), 18),
            SheetColumn(Text(ja="分かること", en="What it shows"), 40),
            SheetColumn(Text(ja="根拠になる項目", en="Serves items"), 30),
            SheetColumn(Text(ja="大きさ(バイト)", en="Size (bytes)"), 14, amounts=True),
            SheetColumn(Text(ja="ハッシュ値(SHA-256)", en="SHA-256"), 66),
            SheetColumn(Text(ja="前の版のハッシュ値", en="SHA-256 before"), 66, folded=True),
        ),
        rows=tuple(rows),
    )


def compared_sheets(assessment: Assessment) -> tuple[Sheet, ...]:
    """Build the three columns and the route by road; nothing where no plan was at hand."""
    compared = assessment.compared
    return (_three(compared), _routes(compared)) if compared else ()


def counted(compared: SideBySide, state: State) -> Text:
    """Count the answers of one state in a line."""
    counts = compared.counts(state)
    ja = "、".join(f"{ANSWER_NAMES[answer].ja}{count}" for answer, count in counts.items())
    en = ", ".join(f"{count} {ANSWER_NAMES[answer].en}" for answer, count in counts.items())
    expected = compared.expected() if state == "after" else 0
    more = Text(ja=f"(はいのうち{expected}は見込み)", en=f" ({expected} of the yes are expected)") if expected else EMPTY
    title = STATE_TITLES[state]
    return Text(ja=f"{title.ja}: {ja}{more.ja}", en=f"{title.en}: {en}{more.en}")


def _three(compared: SideBySide) -> Sheet:
    lines = [counted(compared, state) for state in _STATES]
    road = Text(ja=f"計画の道: {compared.name.ja}。{compared.because.ja}", en=f"Road: {compared.name.en}. {compared.because.en}")
    notes = (road, Text(ja=f"対策なし: {WITHOUT.ja}", en=f"No measures: {WITHOUT.en}"))
    rows: list[tuple[Cell, ...]] = [_outlook(row) for row in compared.rows]
    rows += [("", note, *(EMPTY for _ in range(5))) for note in notes]
    return Sheet(
        title=Text(ja="対策なし・いま・計画後", en="Gross, today, after"),
        about=Text(
            ja=f"読むための表です。{' / '.join(one.ja for one in lines)}",
            en=f"For reading. {' / '.join(one.en for one in lines)}",
        ),
        columns=(
            _ITEM,
            SheetColumn(Text(ja="求められること(要約)", en="What is asked (restated)"), 44),
            *(SheetColumn(STATE_TITLES[state], 14) for state in _STATES),
            SheetColumn(Text(ja="この項目に効く打ち手", en="Measures that serve it"), 50),
            SheetColumn(Text(ja="計画のあとも残るもの", en="What is left after the plan"), 40),
        ),
        rows=tuple(rows),
    )


def _outlook(row: Outlook) -> tuple[Cell, ...]:
    left = "\n".join(row.left[:_LEFT]) + (f"\n(+{len(row.left) - _LEFT})" if len(row.left) > _LEFT else "")
    measures = Text(ja="\n".join(one.ja for one in row.measures), en="\n".join(one.en for one in row.measures))
    return (row.number, row.text, *(row.said(state) for state in _STATES), measures, left)


def _routes(compared: SideBySide) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for one in compared.routes:
        course = COURSE_NAMES[one.route.course]
        rows.append((one.name, course, len(one.route.breaking), "", "", EMPTY, one.words))
        rows += [
            (one.name, course, EMPTY, vote.name, vote.vendor, vote.reason, vote.mend or EMPTY) for vote in one.route.breaking
        ]
    return Sheet(
        title=Text(ja="道ごとの適用範囲", en="Route by road"),
        about=Text(
            ja="読むための表です。計画のそれぞれの道を終えたあと、安全管理ガイドライン第7.0版の全編が対象か、概説編と保守委託機関編で足りるか。短い道を閉じるサーバと、契約の直し方",
            en="For reading. After each road of the plan: do all parts of guideline 7.0 apply, or do the overview and the part for outsourced maintenance suffice; which servers close the short route, and the wording that mends it",
        ),
        columns=(
            SheetColumn(Text(ja="道", en="Road"), 28),
            SheetColumn(Text(ja="適用範囲", en="Route"), 30),
            SheetColumn(Text(ja="閉じるサーバの数", en="Servers that close it"), 10),
            SheetColumn(Text(ja="サーバ", en="Server"), 24),
            SheetColumn(Text(ja="事業者", en="Vendor"), 24),
            SheetColumn(Text(ja="理由", en="Why"), 36),
            SheetColumn(Text(ja="まとめ・直し方", en="In short, how to mend"), 70),
        ),
        rows=tuple(rows),
    )


def history_sheet(assessment: Assessment) -> Sheet:
    """List who answered what and when, every round of every year."""
    rows: list[tuple[Cell, ...]] = [
        (
            item.number,
            fiscal_year(one.on),
            round_of(one, item.decisions),
            one.on,
            one.who,
            ANSWER_NAMES[one.answer],
            one.reason,
            one.target or EMPTY,
            one.evidence,
            one.valid_until or EMPTY,
        )
        for item in assessment.items
        for one in item.decisions
    ]
    return Sheet(
        title=Text(ja="答えの履歴", en="History of answers"),
        about=Text(
            ja="読むための表です。誰が、いつ、どう答えたか。同じ日の答え直しは訂正として前の答えに代わります",
            en="For reading: who answered what and when. A second answer of the same day corrects the first",
        ),
        columns=(
            _ITEM,
            SheetColumn(Text(ja="年度", en="Fiscal year"), 9),
            SheetColumn(Text(ja="回", en="Round"), 7),
            SheetColumn(Text(ja="確認日", en="Decided on"), 12),
            SheetColumn(Text(ja="決めた人", en="Decided by"), 18),
            SheetColumn(Text(ja="答え", en="Answer"), 12),
            SheetColumn(Text(ja="理由", en="Why"), 44),
            SheetColumn(Text(ja="目標日", en="Target day"), 12),
            SheetColumn(Text(ja="根拠の書類", en="Evidence"), 24),
            SheetColumn(Text(ja="根拠の期限", en="Evidence valid until"), 12),
        ),
        rows=tuple(rows),
    )
