"""What lies in the zip: the papers to read, the same as tables and data, and a page that says what is what."""

from collections.abc import Mapping

from inmori.report.documents.inspection_pack.content import NO_ORIGINALS, NOT_OFFICIAL
from inmori.report.documents.inspection_pack.dossier import Dossier
from inmori.text import Language, Text

README, PDF, FORM, BOOK = "README.txt", "inspection-pack.pdf", "checklist.pdf", "checklist.xlsx"
_INSIDE: tuple[tuple[str, Text], ...] = (
    (PDF, Text(ja="読むための資料一式(まずこれを開きます)", en="the papers to read; open this first")),
    (FORM, Text(ja="チェックリストの用紙(印刷して丸をつける)", en="the checklist as a form to print")),
    (BOOK, Text(ja="チェックリストのExcel(書きこんで読み戻せる)", en="the checklist as a workbook that can be filled in and read back")),
    (
        "csv/*.csv",
        Text(
            ja="同じ内容の表(Excelで開けます。先頭の ' は、Excelが日付や数式に変えないための印)",
            en="the same as tables for Excel; a leading ' keeps Excel from turning a cell into a date or a formula",
        ),
    ),
    ("json/compliance.json", Text(ja="答えと根拠のデータ", en="answers and grounds as data")),
    ("oscal/*.json", Text(ja="国際標準 OSCAL のデータ(項目・結果・改善計画)", en="OSCAL: catalogue, results, plan of action")),
    ("SHA256SUMS.txt", Text(ja="この一式のファイルのハッシュ値", en="hashes of the files in this folder")),
)


def pack_files(
    dossier: Dossier, *, papers: Mapping[str, bytes], tables: Mapping[str, bytes], state: str, oscal: Mapping[str, bytes], language: Language
) -> dict[str, bytes]:
    """Return the files of the zip by name: ``papers`` at the top, ``tables`` as CSV, the state as JSON, OSCAL."""
    return {
        README: _readme(dossier, language).encode("utf-8-sig"),
        **papers,
        **{f"csv/{name}.csv": data for name, data in tables.items()},
        "json/compliance.json": state.encode(),
        **{f"oscal/{name}": data for name, data in oscal.items()},
    }


def _readme(dossier: Dossier, language: Language) -> str:
    assessment = dossier.assessment
    head = Text(
        ja=f"{assessment.hospital or '(医療機関名 不明)'} 立入検査の資料一式 {assessment.today.isoformat()}",
        en=f"{assessment.hospital or '(hospital name unknown)'}: papers for the inspection, {assessment.today.isoformat()}",
    )
    lines = [head, assessment.name, Text(ja="", en=""), *(Text(ja=f"{name}: {text.ja}", en=f"{name}: {text.en}") for name, text in _INSIDE)]
    lines += [Text(ja="", en=""), NO_ORIGINALS, NOT_OFFICIAL, *((assessment.note,) if assessment.note else ())]
    return "\r\n".join(one.in_(language) for one in lines) + "\r\n"
