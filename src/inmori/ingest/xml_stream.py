"""Reads XML from strangers element by element: no entities, no references to outside, and cut files as far as they go.

What a scanner was writing when it was stopped ends in the middle of an element; what stands before is still true.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.text import Text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_DEEPEST = 100


@dataclass
class XmlStream:
    """The elements of one file. ``cut`` tells, once all were taken, whether the file ended before it was complete."""

    file: EvidenceFile
    cut: bool = False
    root: "Element | None" = None
    _open: list[str] = field(default_factory=list)

    def elements(self, *tags: str) -> Iterator["Element"]:
        """Give each complete element with one of ``tags`` (without name space); each is emptied after its turn.

        Raises:
            InputError: the file declares entities, or is nested absurdly deep.
        """
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import ParseError, iterparse

        try:
            for event, element in iterparse(io.BytesIO(self._data()), events=("start", "end")):
                if event == "start":
                    self._enter(element)
                    continue
                self._open.pop()
                if local_name(element.tag) in tags:
                    yield element
                    element.clear()
        except ParseError:
            self.cut = True
        except (DefusedXmlException, LookupError, ValueError) as error:
            raise _refused(self.file) from error

    @property
    def path(self) -> tuple[str, ...]:
        """Return the names of the elements around the one that was just given, outermost first."""
        return tuple(local_name(tag) for tag in self._open)

    def _enter(self, element: "Element") -> None:
        if self.root is None:
            self.root = element
        self._open.append(element.tag)
        if len(self._open) > _DEEPEST:
            raise _refused(self.file)

    def _data(self) -> bytes:
        """Return the bytes in UTF-8: a shell that redirects the output may have changed the encoding behind its label."""
        text = self.file.text
        if text is None or self.file.encoding in ("utf-8", "utf-8-sig"):
            return self.file.data
        return _DECLARATION.sub("", text, count=1).encode()


def local_name(tag: str) -> str:
    """Return the name of an element without its name space."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _refused(file: EvidenceFile) -> InputError:
    return InputError(
        Text(
            ja=f"{file.name} は安全に読めないXMLです(外部参照の宣言がある、入れ子が深すぎる、など)。",
            en=f"{file.name} is XML that cannot be read safely (it declares entities, or is nested too deep).",
        )
    )
