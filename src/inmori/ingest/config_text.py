"""Takes off what terminals, mails and documents put around a configuration; shared by all readers of network gear.

Line numbers stay those of the file. Free text (descriptions, remarks) is cleaned of passwords here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.limits import too_many_lines
from inmori.ingest.secret_text import REMOVED, without_secrets
from inmori.model import Source
from inmori.text import Text

HEAD = 65_536  # bytes that are looked at to recognise a file
_ANSI = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[()][A-Z0-9])")
_MORE = re.compile(r"<?-{2,3}\s*(?:More|つづく|続く|more)\s*-{2,3}>?[ \t]*(?:\x08+[ \t]*\x08*)?")
_NAME = r"\s*(?:\[[\w.\-@:~/ ]{1,62}\]|[A-Za-z0-9_][\w.\-:/@~]{0,62})"
_MODE = r"(\((?:config|conf|vlan)[^()]{0,40}\))?"
_PROMPT = re.compile(rf"^{_NAME}{_MODE}\s*[#>$](?:\s*|\s+(.*))$")
_TIGHT = re.compile(rf"^{_NAME}{_MODE}[#>](\S.*)$")
# What people type to get output, not to set something.
_ASKED = re.compile(
    r"^(?:show|sh|display|terminal|term|enable|en|less|more|cat|exit|end|logout|quit|configure|conf|administrator|save|"
    r"write|copy|ping|sudo|svintr-config|do|set\s+cli|ip6?tables-save|nft|ip\s+(?:-\w+\s+)*(?:a|r|addr|address|route|link))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_ENCRYPTED = re.compile(r"\bENC\s+\S+")
_FREE_TEXT = 300  # characters kept of a description


@dataclass(frozen=True, slots=True)
class ConfigLine:
    """One line without its wrapping. ``number`` counts from 1; ``indent`` is the count of leading blanks.

    ``words`` are split at blanks, a quoted text being one word; ``text`` is the line without blanks at its ends.
    """

    number: int
    indent: int
    text: str
    words: tuple[str, ...]

    def word(self, index: int) -> str:
        """Return a word, or "" when there are not so many."""
        return self.words[index] if index < len(self.words) else ""

    def after(self, index: int) -> str:
        """Return the rest of the line from a word on, quotes around the whole of it taken off."""
        parts = self.text.split(None, index)
        rest = parts[index] if index < len(parts) else ""
        quoted = re.fullmatch(r'"((?:[^"\\]|\\.)*)"|\'([^\']*)\'', rest)
        return (quoted[1] if quoted[1] is not None else quoted[2]) if quoted else rest


def text_of(file: EvidenceFile, name: Text) -> str:
    """Return the text of a file.

    Raises:
        InputError: it is no text, or has more lines than the limit; ``name`` is what it was taken for.
    """
    text = file.text
    if text is None:
        raise InputError(
            Text(
                ja=f"{file.name} は文字のファイルとして読めません({name.ja}のはずでした)。",
                en=f"{file.name} cannot be read as text (it was taken for: {name.en}).",
            )
        )
    if text.count("\n") > file.limits.lines:
        raise InputError(too_many_lines(file.name, file.limits))
    return text


def nothing_in(file: EvidenceFile, name: Text) -> InputError:
    """Return the error for a file that was recognised, but holds nothing that can be used."""
    return InputError(
        Text(
            ja=f"{file.name} から{name.ja}(インターフェースや規則)を読み取れませんでした。途中で切れていないか確かめてください。",
            en=f"Nothing usable ({name.en}) could be read from {file.name}. Check that it is complete.",
        )
    )


def head_of(file: EvidenceFile) -> str:
    """Return the beginning of a file for recognition, marks of a quoted mail taken off; never fails."""
    if file.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return unquoted((file.text or "")[:HEAD])
    data = file.data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    return unquoted(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("latin-1"))


def unquoted(text: str) -> str:
    """Return a text without the marks of a quoted mail, its lines in their places."""
    return "\n".join(_unquoted(text.split("\n")))


def config_lines(text: str, *, keep_typed: bool = True) -> list[ConfigLine]:
    """Return all lines, empty ones too, so that a line's place in the list is its number less one.

    ``keep_typed``: a command after a prompt of the configuration mode is kept without the prompt.
    """
    lines = _unquoted(text.split("\n"))
    found = []
    for number, line in enumerate(lines, start=1):
        cleaned, indent = _clean(line, keep_typed)
        body = cleaned.strip()
        found.append(ConfigLine(number, indent, body, words_of(body)))
    return found


def _unquoted(lines: list[str]) -> list[str]:
    """Take off the marks of a quoted mail when most lines have them."""
    quoted = sum(line.lstrip().startswith(">") for line in lines)
    if quoted * 2 > sum(bool(line.strip()) for line in lines):
        return [re.sub(r"^\s*(?:> ?)+(?=\s|\S|$)", "", line) for line in lines]
    return lines


def _clean(line: str, keep_typed: bool) -> tuple[str, int]:
    """Return a line without its wrapping, and how far it is indented."""
    line = line.rstrip("\r\n").replace("\x00", "").replace("\ufeff", "")
    if any(mark in line for mark in ("\x08", "\x1b", "--")):
        line = _ANSI.sub("", _MORE.sub("", line)).replace("\x08", "")
    stripped = line.lstrip()
    if stripped.startswith("```"):
        return "", 0
    if "#" in line or ">" in line or "$" in line:
        typed = _PROMPT.match(line) or _TIGHT.match(line)
        if typed:
            return _typed(typed, line, keep_typed)
    return line, len(line.expandtabs(2)) - len(line.expandtabs(2).lstrip())


def _typed(match: re.Match[str], line: str, keep_typed: bool) -> tuple[str, int]:
    """Return what was typed after a prompt; nothing when it only asked for output."""
    command = match[2] or ""
    if match[1] is None:
        # Without "(config)" only questions are typed; anything else is no prompt but a line of its own.
        return ("", 0) if not command.strip() or _ASKED.match(command) else (line, 0)
    if not keep_typed or re.match(r"(?:exit|end|show|do)\b", command):
        return "", 0
    return command, 0 if re.fullmatch(r"\(conf(?:ig)?\)", match[1]) else 1


def words_of(text: str) -> tuple[str, ...]:
    """Split a line at blanks; a quoted text is one word."""
    if '"' not in text:
        return tuple(text.split())
    return tuple(bare if bare else quoted for quoted, bare in _WORD.findall(text))


def free_text(text: str) -> str:
    """Return a description or remark on one line, without anything that looks like a password."""
    line = _ENCRYPTED.sub(REMOVED, " ".join(text.split()))
    return without_secrets(line)[0][:_FREE_TEXT]


def at(source: Source, line: ConfigLine | int | None) -> Source:
    """Return the source of one line."""
    number = line.number if isinstance(line, ConfigLine) else line
    return source.model_copy(update={"line": number or None})
