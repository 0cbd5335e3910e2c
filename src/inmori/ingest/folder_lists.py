"""What the other files of a folder tell about a list: what its codes stand for, and which columns lists of its kind have.

A home-made database is exported table by table: the codes are explained in one file, and one export may lack the names of
the fields that all others have. No list can be read well alone then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KnownList:
    """The heading of one list of machines, and what each column holds ("" where that is not clear)."""

    file: str
    heading: tuple[str, ...]
    contents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FolderLists:
    """``codes``: what a column is about (部署) -> code -> what it stands for."""

    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lists: tuple[KnownList, ...] = ()
