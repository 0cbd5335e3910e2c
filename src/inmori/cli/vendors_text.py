"""The register of vendors in plain words on the terminal: who owes what, what does not fit, what waits for a decision."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from inmori.comply.vendor_matrix import PAPER_NAMES, STATE_NAMES, PaperState
from inmori.comply.vendor_register import PAPERS, VendorRegister
from inmori.text import Language, Text

_SHOWN = 8


def register_lines(register: VendorRegister, language: Language) -> Iterator[str]:
    """Yield the lines to print."""
    for text in _texts(register):
        yield text.in_(language)


def file_lines(files: Sequence[Path], language: Language) -> Iterator[str]:
    """Yield the files written; many letters are told as their folder."""
    folders = Counter(file.parent for file in files)
    told: set[Path] = set()
    for file in files:
        if folders[file.parent] <= _SHOWN:
            yield str(file)
        elif file.parent not in told:
            told.add(file.parent)
            yield Text(ja=f"{file.parent} ({folders[file.parent]}個のファイル)", en=f"{file.parent} ({folders[file.parent]} files)").in_(language)


def _texts(register: VendorRegister) -> Iterator[Text]:
    if not register.rows:
        yield Text(
            ja="契約や納入の分かる事業者が資料にありません。契約一覧か機器台帳(事業者の列)を資料フォルダに足してください。",
            en="No paper names a vendor. Add a list of contracts, or a ledger with a column of vendors, to the evidence folder.",
        )
        return
    yield Text(
        ja=f"事業者 {len(register.vendors())}社、システムごとに{len(register.rows)}行", en=f"{len(register.vendors())} vendors, {len(register.rows)} rows by system"
    )
    for index, paper in enumerate(PAPERS):
        counts = Counter((row.disclosure, row.sheet)[index].state for row in register.rows)
        ja = "、".join(f"{STATE_NAMES[state].ja} {counts[state]}" for state in STATE_NAMES if counts[state])
        en = ", ".join(f"{STATE_NAMES[state].en} {counts[state]}" for state in STATE_NAMES if counts[state])
        yield Text(ja=f"  {PAPER_NAMES[paper].ja}: {ja}", en=f"  {PAPER_NAMES[paper].en}: {en}")
    for row in register.waiting()[:_SHOWN]:
        late = [_late(paper, state) for paper, state in zip(PAPERS, (row.disclosure, row.sheet), strict=True) if state.state == "overdue"]
        name = f"{row.vendor} {row.system}".strip()
        yield Text(ja=f"  期限切れ: {name} {'、'.join(one.ja for one in late)}", en=f"  overdue: {name} {', '.join(one.en for one in late)}")
    worse = [one for one in register.changes if one.direction == "worse"]
    worse_rounds = [one for one in register.rounds if one.worse]
    yield Text(
        ja=f"前回より悪くなった答え {len(worse) + len(worse_rounds)}件、食い違い {len(register.contradictions)}件、"
        f"対応を決める「いいえ」 {len(register.open_treatments())}件",
        en=f"{len(worse) + len(worse_rounds)} answers got worse, {len(register.contradictions)} contradictions, "
        f"{len(register.open_treatments())} “no” answers to treat",
    )
    for one in worse[:_SHOWN]:
        yield Text(ja=f"  悪くなった: {one.vendor} {one.product} {one.subject.ja}", en=f"  worse: {one.vendor} {one.product} {one.subject.en}")
    for claim in register.contradictions[:_SHOWN]:
        yield Text(ja=f"  食い違い: {claim.vendor} {claim.topic.ja} / {claim.seen.ja}", en=f"  contradiction: {claim.vendor} {claim.topic.en} / {claim.seen.en}")


def _late(paper: str, state: PaperState) -> Text:
    name = PAPER_NAMES["disclosure" if paper == "disclosure" else "sheet"]
    day = state.due.isoformat() if state.due else ""
    return Text(ja=f"{name.ja}({day})", en=f"{name.en} ({day})")
