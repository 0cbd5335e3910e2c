"""What was read and what could not be used: nothing is dropped in silence."""

from collections import Counter

from inmori.ingest.intake import FileRead, Problem
from inmori.model import Evidence
from inmori.report.block import Block, Column, Paragraph, Section, Table
from inmori.report.documents.assessment.materials import Materials
from inmori.report.wording import ANNEX, SOURCE_KIND_NAMES, place, plain, same, shortened
from inmori.text import Text

_SHOWN = 12
_MOST_FILES = 30
SEVERITY_WORDS: dict[str, Text] = {
    "error": Text(ja="使えず", en="not used"),
    "warning": Text(ja="一部のみ・疑いあり", en="in part or in doubt"),
    "note": Text(ja="参考", en="note"),
}
_ORDER = {"error": 0, "warning": 1, "note": 2}


def reading_section(materials: Materials) -> Section:
    """Build the section."""
    intake = materials.intake
    blocks: list[Block] = [_lead(materials)]
    if intake.files:
        blocks.append(_files(intake.files))
    problems = sorted_problems(materials)
    if problems:
        blocks.append(_problems(problems))
    return Section(id="reading", title=Text(ja="資料の読み取り結果", en="What was read"), blocks=tuple(blocks))


def sorted_problems(materials: Materials) -> list[Problem]:
    """Return the problems, those that cost most first."""
    return sorted(materials.intake.problems, key=lambda one: (_ORDER[one.severity], one.where.file, one.where.row or one.where.line or 0))


def _lead(materials: Materials) -> Paragraph:
    intake = materials.intake
    counts: Counter[str] = Counter(problem.severity for problem in intake.problems)
    unused = sum(1 for file in intake.files if not file.used)
    ja = "、".join(f"{SEVERITY_WORDS[key].ja} {counts[key]}件" for key in _ORDER)
    en = ", ".join(f"{SEVERITY_WORDS[key].en} {counts[key]}" for key in _ORDER)
    return Paragraph(
        Text(
            ja=f"{len(intake.files)}個の資料を読みました(うち使えなかったもの {unused}個)。読み取りの問題: {ja}。"
            f"すべての問題と場所、列の対応、同じ機器とみなした理由は{ANNEX}の「取込み結果」にあります。",
            en=f"{len(intake.files)} files were read ({unused} could not be used). Problems: {en}. "
            f"All problems with their places, column mappings and merges are in {ANNEX}, sheet “Intake”.",
        ),
        "lead",
    )


def _files(files: tuple[FileRead, ...]) -> Table:
    """List the files; those that could not be used come first, and none of them is left out."""
    unused = [file for file in files if not file.used]
    shown = unused + [file for file in files if file.used][: max(0, _MOST_FILES - len(unused))]
    return Table(
        caption=Text(ja="読んだ資料", en="Files read")
        if len(shown) == len(files)
        else Text(ja=f"読んだ資料(全{len(files)}件のうち{len(shown)}件)", en=f"Files read ({len(shown)} of {len(files)})"),
        columns=(
            Column(Text(ja="ファイル", en="File"), 2.2),
            Column(Text(ja="読み方", en="Read as"), 1.8),
            Column(Text(ja="根拠の種類", en="Kind of evidence"), 1.0),
            Column(Text(ja="件数", en="Records"), 0.6, "right"),
            Column(Text(ja="ハッシュ値の先頭", en="SHA-256 begins"), 1.1),
        ),
        rows=tuple(_file(file) for file in shown),
        small=True,
    )


def _file(file: FileRead) -> tuple[Text, ...]:
    evidence: Evidence = file.evidence
    unused = Text(ja="(使えず)", en="(not used) ")
    how = shortened(file.recognised_by, ja=60, en=90)
    return (
        same(plain(evidence.file, 60)),
        how if file.used else Text(ja=unused.ja + how.ja, en=unused.en + how.en),
        SOURCE_KIND_NAMES[evidence.kind],
        same(f"{evidence.records:,}"),
        same(evidence.sha256[:12]),
    )


def _problems(problems: list[Problem]) -> Table:
    more = len(problems) - _SHOWN
    return Table(
        caption=Text(ja=f"おもな問題(全{len(problems)}件)", en=f"Main problems ({len(problems)} in all)")
        if more > 0
        else Text(ja="読み取りの問題", en="Problems"),
        columns=(
            Column(Text(ja="扱い", en="Effect"), 1.1),
            Column(Text(ja="場所", en="Place"), 1.6),
            Column(Text(ja="問題", en="Problem"), 2.0),
            Column(Text(ja="どうしたか", en="What was done"), 1.8),
        ),
        rows=tuple(
            (
                SEVERITY_WORDS[one.severity],
                place(one.where),
                shortened(one.text, ja=100, en=180),
                shortened(one.done, ja=90, en=160),
            )
            for one in problems[:_SHOWN]
        ),
        small=True,
    )
