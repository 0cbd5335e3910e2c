"""The annex's sheet on reading: problems, proposals, column mappings and merges, one row each."""

from inmori.report.block import Cell, Sheet, SheetColumn
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.assessment.reading import SEVERITY_WORDS, sorted_problems
from inmori.report.wording import EMPTY, place, same
from inmori.text import Text

# What agreed or disagreed when a record was matched; a code that is not here is shown as it is.
_REASONS: dict[str, Text] = {
    "mac": Text(ja="MACアドレス一致", en="same MAC"),
    "serial": Text(ja="製造番号一致", en="same serial"),
    "asset_number": Text(ja="管理番号一致", en="same asset number"),
    "hostname": Text(ja="ホスト名一致", en="same host name"),
    "address": Text(ja="IPアドレス一致", en="same address"),
    "mac_differs": Text(ja="MACアドレス相違", en="other MAC"),
    "serial_differs": Text(ja="製造番号相違", en="other serial"),
    "asset_number_differs": Text(ja="管理番号相違", en="other asset number"),
    "hostname_differs": Text(ja="ホスト名相違", en="other host name"),
    "address_differs": Text(ja="IPアドレス相違", en="other address"),
}


def intake_sheet(materials: Materials) -> Sheet:
    """Build the sheet."""
    rows = (*_problems(materials), *_proposals(materials), *_mappings(materials), *_merges(materials))
    return Sheet(
        title=Text(ja="取込み結果", en="Intake"),
        about=Text(
            ja="読めなかった所、書き間違いらしい所、列の読み方、同じ機器とみなした理由です。",
            en="What could not be read, likely slips of the pen, how columns were read, and why records were taken for one device.",
        ),
        columns=(
            SheetColumn(Text(ja="区分", en="Kind"), 20),
            SheetColumn(Text(ja="扱い", en="Effect"), 18),
            SheetColumn(Text(ja="場所", en="Place"), 44),
            SheetColumn(Text(ja="内容", en="What"), 60),
            SheetColumn(Text(ja="どうしたか", en="What was done"), 60),
            SheetColumn(Text(ja="番号", en="Code"), 22),
        ),
        rows=rows,
    )


def _problems(materials: Materials) -> list[tuple[Cell, ...]]:
    kind = Text(ja="読み取りの問題", en="problem")
    return [
        (kind, SEVERITY_WORDS[one.severity], place(one.where), one.text, one.done, one.code) for one in sorted_problems(materials)
    ]


def _proposals(materials: Materials) -> list[tuple[Cell, ...]]:
    kind, effect = Text(ja="書き間違いらしい所", en="likely slip"), Text(ja="直していません", en="not mended")
    return [
        (
            kind,
            effect,
            place(one.where),
            Text(ja=f"「{one.written}」と書かれています", en=f"written: {one.written}"),
            Text(ja=f"「{one.proposed}」ではありませんか({one.reason.ja})", en=f"perhaps {one.proposed} ({one.reason.en})"),
            EMPTY,
        )
        for one in materials.intake.proposals
    ]


def _mappings(materials: Materials) -> list[tuple[Cell, ...]]:
    kind = Text(ja="列の読み方", en="column")
    rows: list[tuple[Cell, ...]] = []
    for mapping in materials.intake.mappings:
        where = same(f"{mapping.file}「{mapping.sheet}」" if mapping.sheet else mapping.file)
        for letter, heading, name in mapping.columns:
            effect = Text(ja="読んだ", en="read") if name else Text(ja="読まなかった", en="not read")
            rows.append((kind, effect, where, f"{letter}: {heading}", name, EMPTY))
    return rows


def _merges(materials: Materials) -> list[tuple[Cell, ...]]:
    kind = Text(ja="同じ機器とみなした記録", en="merge")
    rows: list[tuple[Cell, ...]] = []
    for merge in materials.intake.merges:
        for record in merge.records:
            names = [(_REASONS.get(code, same(code)), points) for code, points in record.reasons]
            reasons = Text(
                ja="、".join(f"{name.ja} {points:+g}" for name, points in names),
                en=", ".join(f"{name.en} {points:+g}" for name, points in names),
            )
            score = Text(ja=f"点数 {record.score:g}", en=f"score {record.score:g}")
            rows.append((kind, score, place(record.source), merge.label, reasons, merge.device_id))
    return rows
