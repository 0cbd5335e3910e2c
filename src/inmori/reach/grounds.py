"""Why a way across the boundary may be there: the rule's comment, the hospital's list of remote access, a contract.

A name alone explains nothing, and words like "test" or "一時" say that nobody meant it to stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inmori.model import Contract, Hospital, RemoteAccess
from inmori.reach.address_space import Space, network

_TEMPORARY = re.compile(
    r"(?i)(?<![a-z])(?:te?mp|test(?:ing)?|temporary|tentative|debug|todo)(?![a-z])|テスト|試験用|検証用|一時|暫定|仮設|仮設定|仮\b|応急"
)
_APPROVAL = re.compile(
    r"(?i)(?:申請|承認|稟議|許可|決裁|起案|依頼|変更管理)(?:書|票|済み?)?\s*"
    r"(?:(?:No\.?|番号|№|#|:)[\s:.]*[A-Za-z0-9\-]*\d|[A-Za-z]{0,4}\d{2,4}-\d)"
    r"|\b(?:ticket|chg|req|rfc|change|approval)(?:\s*(?:no\.?|#|:|-)\s*[A-Za-z\-]*|\s+)\d"
)
_COMPANY = re.compile(
    r"株式会社|有限会社|合同会社|\(株\)|\(有\)|㈱|㈲|(?:co\.?,?\s*ltd\.?|inc\.?|corp\.?)$", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\d.])")
_BLANK = re.compile(r"[\s・･.,_\-]+")


def plain_name(name: str) -> str:
    """Return a company's name without legal form, blanks and width, for comparison only."""
    text = unicodedata.normalize("NFKC", name.replace("㈱", "").replace("㈲", ""))
    return _BLANK.sub("", _COMPANY.sub("", text)).lower()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What explains a way. ``by``: "list", "contract", "approval", "comment" or "" (nothing).

    ``vendor``: the company it is for, if that can be told. ``ended``: the last contract of that company ended then.
    """

    by: str = ""
    vendor: str = ""
    ended: date | None = None
    unlisted: bool = False  # the hospital keeps lists, and this company or way is on none

    @property
    def strong(self) -> bool:
        """Whether it rests on more than a comment."""
        return self.by in ("list", "contract", "approval")

    @property
    def confidence(self) -> float:
        """How far the explanation carries."""
        return {"list": 0.9, "contract": 0.9, "approval": 0.9, "comment": 0.7}.get(self.by, 0.8)


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of a way when its explanation is sought."""

    comment: str
    texts: tuple[str, ...]  # names and comments that may hold a company's name: rule, objects, routes, tunnel
    refs: frozenset[str]
    outside: Space  # addresses of the far side
    targets: Space  # addresses of the near side


class Grounds:
    """The hospital's own papers on remote access."""

    def __init__(self, hospital: Hospital, *, today: date | None) -> None:
        self.today = today
        self._accesses = hospital.remote_accesses
        self._listed = [access for access in hospital.remote_accesses if access.listed.value]
        self._contracts: dict[str, list[Contract]] = {}
        for contract in hospital.contracts:
            if contract.vendor.value:
                self._contracts.setdefault(plain_name(contract.vendor.value), []).append(contract)
        self._names = self._company_names(hospital)
        self._far = {plain: _written_in(contracts) for plain, contracts in self._contracts.items()}

    def _company_names(self, hospital: Hospital) -> dict[str, str]:
        """Return plain name → name to show, for every company that some paper names."""
        found: dict[str, str] = {}
        for vendor in hospital.vendors:
            for written in (vendor.name, *vendor.written):
                found.setdefault(plain_name(written), vendor.name)
        for access in self._listed:
            if access.vendor.value:
                found.setdefault(plain_name(access.vendor.value), access.vendor.value)
        for contracts in self._contracts.values():
            for contract in contracts:
                found.setdefault(plain_name(contract.vendor.value or ""), contract.vendor.value or "")
        return {plain: name for plain, name in found.items() if len(plain) >= 2}

    @property
    def lists_exist(self) -> bool:
        """Whether the hospital handed over a list of remote access at all."""
        return bool(self._listed)

    def company(self, texts: Iterable[str]) -> str:
        """Return the company that one of the texts names; the longest name wins."""
        joined = [plain_name(text) for text in texts if text]
        hits = [plain for plain in self._names if any(plain in text for text in joined)]
        return self._names[max(hits, key=lambda plain: (len(plain), plain))] if hits else ""

    def explain(self, way: Way) -> Explanation:
        """Return the best explanation for a way."""
        vendor = self.company((way.comment, *way.texts))
        listed = next((access for access in self._listed if self._speaks_of(access, way, vendor)), None)
        vendor = vendor or (listed.vendor.value or "" if listed else self._written_for(way) or self._known_for(way))
        contracts = self._contracts.get(plain_name(vendor), []) if vendor else []
        ended = self._ended(contracts)
        if listed is not None and ended is None:
            return Explanation("list", vendor)
        temporary = any(_TEMPORARY.search(text) for text in (way.comment, *way.texts[:1]))
        if not temporary:
            if vendor and contracts and ended is None:
                return Explanation("contract", vendor)
            if _APPROVAL.search(unicodedata.normalize("NFKC", way.comment)):
                return Explanation("approval", vendor, ended)
        unlisted = bool(self._listed) and listed is None
        if way.comment.strip() and not temporary and ended is None:
            return Explanation("comment", vendor, None, unlisted)
        return Explanation("", vendor, ended, unlisted)

    def _written_for(self, way: Way) -> str:
        """Return the one company whose contract writes the address at the far end of a way."""
        if not way.outside or _everything(way.outside):
            return ""
        found = {plain for plain, far in self._far.items() if way.outside.within(far)}
        return self._names.get(found.pop(), "") if len(found) == 1 else ""

    def _known_for(self, way: Way) -> str:
        """Return the company that other evidence gives for the same tunnel, published service or rule."""
        named = [access for access in self._accesses if access.vendor.value]
        told = next((access for access in named if set(access.refs) & way.refs), None)
        told = told or next((access for access in named if self._from_network_of(access, way)), None)
        return told.vendor.value or "" if told else ""

    @staticmethod
    def _from_network_of(access: RemoteAccess, way: Way) -> bool:
        """Whether the far side of a way lies in a network that a path names as its own far end."""
        if not way.outside or _everything(way.outside):
            return False
        return any("/" in ref and network(ref) and way.outside.within(network(ref)) for ref in access.refs)

    @staticmethod
    def _speaks_of(access: RemoteAccess, way: Way, vendor: str) -> bool:
        """Whether a listed access is this way: a shared reference, the peer's address, or company and target."""
        refs = {*access.refs, *((access.peer.value,) if access.peer.value else ())}
        named = {ref for ref in refs if not network(ref)}
        if named & way.refs:
            return True
        if any(network(ref) and network(ref) & way.outside and not _everything(way.outside) for ref in refs):
            return True
        same = bool(vendor) and plain_name(access.vendor.value or "") == plain_name(vendor)
        targets = Space.of(span for target in access.targets for span in network(target).spans)
        return same and (not targets or bool(targets & way.targets))

    def _ended(self, contracts: list[Contract]) -> date | None:
        """Return when the last contract ended, if all of them have and none renews itself."""
        if self.today is None or not contracts:
            return None
        ends = [contract.end.value for contract in contracts]
        if any(contract.auto_renewal.value for contract in contracts) or any(end is None for end in ends):
            return None
        last = max(end for end in ends if end is not None)
        return last if last < self.today else None


def _written_in(contracts: Iterable[Contract]) -> Space:
    """Return the addresses that contracts write; a range as wide as "everything private" names nobody."""
    texts = [text for contract in contracts for text in (*contract.covers, contract.note.value or "")]
    spaces = [network(found) for text in texts for found in _ADDRESS.findall(text)]
    return Space.of(span for space in spaces if not _everything(space) for span in space.spans)


def _everything(space: Space) -> bool:
    return space.size > 2**24
