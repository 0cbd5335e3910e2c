"""Words by which people name zones, systems and devices; the reader of names looks here and nowhere else."""

from inmori.model.provenance import Frozen


class WordRule(Frozen):
    """Words (normalised with NFKC, lower case) that point to one kind, with a weight; longer words win ties."""

    kind: str
    words: tuple[str, ...]
    weight: float = 1.0


class WordRules(Frozen):
    """Word rules for one vocabulary: "zone", "system" or "device"."""

    vocabulary: str
    rules: tuple[WordRule, ...]
