"""Where a fact came from, how sure we are, and what contradicted it: the reason every answer can be traced.

A :class:`Fact` with ``value=None`` means *unknown*; it is never read as "no" or "safe".
"""

from datetime import date
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class Frozen(BaseModel):
    """Base of all model classes: immutable, and no undeclared field survives."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceKind(StrEnum):
    """Kinds of evidence, most direct first; the more direct one wins a disagreement."""

    WIRE = "wire"  # seen in traffic
    CONFIG = "config"  # configuration of a device
    EXPORT = "export"  # list exported by a tool (asset tool, directory, scanner)
    LEDGER = "ledger"  # kept by hand
    TOLD = "told"  # interview
    DERIVED = "derived"  # worked out by Inmori from the above

    @property
    def directness(self) -> int:
        """Larger is more direct; used to settle disagreements."""
        return _DIRECTNESS[self]


_DIRECTNESS = {
    SourceKind.WIRE: 5,
    SourceKind.CONFIG: 4,
    SourceKind.EXPORT: 3,
    SourceKind.LEDGER: 2,
    SourceKind.TOLD: 1,
    SourceKind.DERIVED: 0,
}


class Source(Frozen):
    """One place in one evidence file. ``row`` and ``line`` count from 1, as a person sees them."""

    kind: SourceKind
    file: str
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    line: int | None = None
    as_of: date | None = None

    def place(self) -> str:
        """Return the place as a person would point to it: 機器台帳.xlsx「端末PC」C14."""
        where = self.file
        if self.sheet:
            where += f"「{self.sheet}」"
        if self.cell:
            return f"{where}{'' if self.sheet else ' '}{self.cell}"
        if self.row is not None:
            return f"{where} {self.row}行"
        return f"{where} {self.line}行" if self.line is not None else where


class Claim(Frozen, Generic[T]):
    """What one source said and lost with; kept so that the disagreement can be shown."""

    value: T
    source: Source


class Fact(Frozen, Generic[T]):
    """A value with its sources, our confidence (0 to 1) and the claims that disagree.

    ``value=None`` is *unknown*. ``sources`` are those that said ``value``; ``others`` those that said otherwise.
    """

    value: T | None = None
    confidence: float = 0.0
    sources: tuple[Source, ...] = ()
    others: tuple[Claim[T], ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return self.value is not None

    @property
    def disputed(self) -> bool:
        """Whether some source said something else."""
        return bool(self.others)

    @property
    def claims(self) -> tuple[tuple[T, Source], ...]:
        """Return what every source said, those that won first."""
        won = () if self.value is None else tuple((self.value, source) for source in self.sources)
        return (*won, *((claim.value, claim.source) for claim in self.others))

    @classmethod
    def of(cls, value: T, *sources: Source, confidence: float = 1.0) -> Self:
        """Make an undisputed fact."""
        return cls(value=value, confidence=confidence, sources=sources)

    @classmethod
    def settled(cls, claims: list[tuple[T, Source]]) -> Self:
        """Settle several claims: the most direct source wins, then the newest, then the more frequent, then order.

        Confidence is 0.95 for agreement of two kinds of source, 0.8 for one kind, less 0.25 when disputed.
        An empty list gives an unknown fact.
        """
        if not claims:
            return cls()
        votes: dict[Any, int] = {}
        for value, _ in claims:
            votes[value] = votes.get(value, 0) + 1
        oldest = date.min

        def rank(index: int) -> tuple[int, date, int, int]:
            value, source = claims[index]
            return (source.kind.directness, source.as_of or oldest, votes[value], -index)

        winner = claims[max(range(len(claims)), key=rank)][0]
        agreeing = tuple(source for value, source in claims if value == winner)
        others = tuple(Claim[Any](value=value, source=source) for value, source in claims if value != winner)
        kinds = {source.kind for source in agreeing}
        confidence = (0.95 if len(kinds) > 1 else 0.8) - (0.25 if others else 0.0)
        return cls.model_validate(
            {"value": winner, "confidence": round(confidence, 2), "sources": agreeing, "others": others}
        )


TextFact = Fact[str]
DateFact = Fact[date]
YesNo = Fact[bool]
Count = Fact[int]
Amount = Fact[float]
