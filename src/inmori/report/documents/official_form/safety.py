"""Refuses to write into a workbook that holds more than cells: text boxes, buttons and macros would be lost without a word.

The list says what survives being written anew, not what does not: a part nobody thought of is refused too.
"""

import io
import re
import zipfile

from inmori.errors import InputError
from inmori.text import Text

# Parts that come through unharmed, by their path in lower case.
_SAFE = re.compile(
    r"^(?:\[content_types\]\.xml|_rels/\.rels|docprops/(?:core|app)\.xml|docprops/thumbnail\.\w+"
    r"|xl/(?:workbook|styles|sharedstrings|calcchain)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme\d+\.xml"
    r"|xl/worksheets/sheet\d+\.xml|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/printersettings/printersettings\d+\.bin)$"
)
_NAMES: tuple[tuple[str, Text], ...] = (
    ("xl/vbaproject", Text(ja="マクロ", en="macros")),
    ("xl/activex/", Text(ja="ボタンなどの部品(ActiveX)", en="controls (ActiveX)")),
    ("xl/ctrlprops/", Text(ja="ボタンやチェックボックス", en="buttons or check boxes")),
    ("xl/drawings/vmldrawing", Text(ja="ボタン・コメントなどの図形", en="buttons, comments or other shapes")),
    ("xl/drawings/", Text(ja="図形・テキストボックス・画像", en="shapes, text boxes or pictures")),
    ("xl/media/", Text(ja="画像", en="pictures")),
    ("xl/embeddings/", Text(ja="埋め込まれたファイル", en="embedded files")),
    ("xl/comments", Text(ja="コメント", en="comments")),
    ("xl/threadedcomments", Text(ja="コメント", en="comments")),
    ("xl/externallinks/", Text(ja="ほかのファイルへのリンク", en="links to other files")),
    ("xl/charts/", Text(ja="グラフ", en="charts")),
    ("xl/pivot", Text(ja="ピボットテーブル", en="pivot tables")),
    ("xl/tables/", Text(ja="テーブル", en="tables")),
    ("_xmlsignatures/", Text(ja="電子署名", en="a digital signature")),
)
_OTHER = Text(ja="この道具が知らない部品", en="parts this tool does not know")
_EXTENSION = re.compile(rb"<(?:\w+:)?extLst[\s>]")
_LOCKED = re.compile(rb"<(?:\w+:)?sheetProtection\b[^>]*\bsheet=[\"'](?:1|true)[\"']")


def must_be_writable(data: bytes, name: str) -> None:
    """Refuse a workbook that cannot be written without losing something; its bytes must have passed the reader's guards.

    Raises:
        InputError: it has shapes, controls, macros or other parts, or extensions in its sheets; each kind is named.
    """
    found = parts_at_risk(data)
    if found:
        ja, en = "、".join(one.ja for one in found), ", ".join(one.en for one in found)
        raise InputError(
            Text(
                ja=f"{name} には{ja}があり、書きこむと失われるおそれがあるため書きこみません(このファイルには何もしていません)。"
                "答えは inmori comply の checklist.xlsx を見ながら、Excelでこの様式に手で写してください。",
                en=f"{name} has {en}. Writing could lose them, so nothing is written (the file was not touched). "
                "Copy the answers from the checklist.xlsx of inmori comply by hand in Excel.",
            )
        )


def left_behind(data: bytes) -> list[Text]:
    """Return what a copy will lack although it looks the same: it is told, not refused."""
    found: list[Text] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name.replace("\\", "/").lstrip("/").lower() for name in package.namelist()]
        if any(name.startswith("xl/printersettings/") for name in names):
            found.append(Text(ja="プリンタ固有の設定", en="settings of one printer"))
        strings = [entry for entry in package.namelist() if entry.replace("\\", "/").lstrip("/").lower() == "xl/sharedstrings.xml"]
        if any(b"<rPh" in package.read(entry) for entry in strings):
            found.append(Text(ja="ふりがなの情報", en="phonetic readings"))
    return found


def parts_at_risk(data: bytes) -> list[Text]:
    """Return the kinds of parts that would not survive being written anew."""
    found: list[Text] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in sorted(package.namelist()):
            name = entry.replace("\\", "/").lstrip("/").lower()
            if not name.endswith("/") and not _SAFE.match(name):
                found.append(next((words for start, words in _NAMES if name.startswith(start)), _OTHER))
        for entry in package.namelist():
            if re.match(r"^xl/(?:worksheets/sheet\d+|workbook)\.xml$", entry.replace("\\", "/").lstrip("/").lower()):
                content = package.read(entry)
                if _LOCKED.search(content):
                    found.append(Text(ja="シートの保護", en="sheet protection"))
                if "worksheets" in entry and _EXTENSION.search(content):
                    found.append(Text(ja="拡張された入力規則や書式", en="extended rules or formats"))
    return list({one.ja: one for one in found}.values())
