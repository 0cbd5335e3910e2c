"""What has been run so far towards a wanted error: whole batches, so that an interrupted run can go on where it was.

A batch is added when it is finished and never before; the next one follows from those before it alone. So a run that
was stopped and taken up again ends with the same bytes as one that never stopped.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from inmori.errors import ContradictionError, InputError
from inmori.simulate.archive import packed, unpacked
from inmori.simulate.kernels import Passage
from inmori.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass
class Sample:
    """Campaigns in the order of their numbers: the door of each and how far it came.

    ``about`` says what they were run on; it is set by the first batch, and no other hospital may go on from here.
    """

    about: str = ""
    door: NDArray[np.int64] | None = None
    passage: Passage | None = None

    def __len__(self) -> int:
        return 0 if self.door is None else len(self.door)

    def belongs(self, about: str) -> None:
        """Take the sample for one hospital, catalogue, day and seed.

        Raises:
            ContradictionError: it was begun on others.
        """
        if self.about not in ("", about):
            raise ContradictionError(
                Text(
                    ja="保存された途中結果は、別の病院・前提・乱数の種で作られたものです。",
                    en="The stored draws were made from another hospital, catalogue, day or seed.",
                )
            )
        self.about = about

    def add(self, door: NDArray[np.int64], passage: Passage) -> None:
        """Append one finished batch."""
        import numpy as np

        if self.door is None or self.passage is None:
            self.door, self.passage = door, passage
            return
        both = {
            field.name: np.concatenate([getattr(self.passage, field.name), getattr(passage, field.name)])
            for field in fields(Passage)
        }
        self.door, self.passage = np.concatenate([self.door, door]), Passage(**both)

    def to_bytes(self) -> bytes:
        """Return the sample as compressed .npz bytes."""
        import numpy as np

        about = np.frombuffer(self.about.encode(), dtype=np.uint8)
        if self.door is None or self.passage is None:
            return packed({"about": about})
        passage = {field.name: getattr(self.passage, field.name) for field in fields(Passage)}
        return packed({"about": about, "door": self.door, **passage})

    @classmethod
    def from_bytes(cls, data: bytes) -> Sample:
        """Return the sample that :meth:`to_bytes` stored.

        Raises:
            InputError: the bytes are broken or hold something else.
        """
        arrays = unpacked(data)
        names = {"about", "door", *(field.name for field in fields(Passage))}
        lengths = {len(each) for name, each in arrays.items() if name != "about" and each.ndim}
        if set(arrays) not in (names, {"about"}) or len(lengths) > 1:
            raise InputError(Text(ja="保存された途中結果ではありません。", en="These are not stored draws."))
        about = arrays.pop("about").tobytes().decode()
        door = arrays.pop("door", None)
        return cls(about, door, Passage(**arrays) if arrays else None)
