"""One entry for each company, however its name was written: 株式会社○○, ○○㈱, (株)○○ and ○○ are one.

Names are compared without their legal form and punctuation, never by likeness: two vendors with similar names are two.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from inmori.model import Contract, Device, RemoteAccess, Source, TextFact, Vendor

_LEGAL_FORM = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|一般社団法人|公益財団法人|一般財団法人|"
    r"\((株|有|同|資|社|財)\)|(?<![a-z])(co\.?,?\s*ltd\.?|ltd\.?|inc\.?|corp\.?|corporation|k\.k\.|kk|g\.k\.)(?![a-z])"
)
_BRANCH = re.compile(r"\s+\S{1,12}(支店|営業所|事業所|支社|本社|サービスセンター)$")
# 港湾ネット・設備保守: what somebody does for the company, not a company.
_DUTY = re.compile(r"(?:[・/]|\s+)(?:設備|機器|保守|点検|工事|営業|メンテナンス|担当){1,3}(?:部|課|係|班)?$")
_NOT_WORD = re.compile(r"[\W_]+")
_NOBODY = frozenset(
    (
        *("なし", "無し", "無", "不明", "未定", "未契約", "対象外", "同上", "自院", "当院", "院内", "自社", "病院", "メーカー", "メーカ"),
        *("情報システム室", "none", "unknown", "na"),
    )
)


def vendor_key(name: str) -> str:
    """Return what is compared: the name without legal form, branch, blanks and punctuation; empty for nobody."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    plain = _DUTY.sub("", _BRANCH.sub("", plain))
    key = _NOT_WORD.sub("", _LEGAL_FORM.sub(" ", plain))
    return "" if key in _NOBODY else key


def same_vendor(one: str | None, other: str | None) -> bool:
    """Whether two written names are one company."""
    return bool(one and other and vendor_key(one) and vendor_key(one) == vendor_key(other))


def vendors_from(
    contracts: Sequence[Contract],
    remote_accesses: Sequence[RemoteAccess],
    devices: Sequence[Device],
    told: Iterable[TextFact] = (),
) -> tuple[Vendor, ...]:
    """Return every company named anywhere, numbered V001 … in the order of their names.

    ``told`` are the vendors named in the interview (EHR vendor, whom IT is outsourced to).
    """
    facts = [
        *(contract.vendor for contract in contracts),
        *(access.vendor for access in remote_accesses),
        *(device.vendor for device in devices),
        *told,
    ]
    written: dict[str, list[tuple[str, Source | None]]] = {}
    for fact in facts:
        said: list[tuple[str | None, Sequence[Source]]] = [(fact.value, fact.sources)]
        said += [(claim.value, (claim.source,)) for claim in fact.others]
        for name, sources in said:
            if name and (key := vendor_key(name)):
                written.setdefault(key, []).extend((name, source) for source in sources or (None,))
    return tuple(
        _vendor(f"V{number:03d}", written[key]) for number, key in enumerate(sorted(written), start=1)
    )


def _vendor(vendor_id: str, written: Sequence[tuple[str, Source | None]]) -> Vendor:
    counts = Counter(name.strip() for name, _ in written)
    # The full legal name says most; among equals, the spelling that is used most.
    name = min(counts, key=lambda n: (not _LEGAL_FORM.search(_folded(n)), -counts[n], n))
    sources = dict.fromkeys(source for _, source in written if source is not None)
    return Vendor(
        id=vendor_id,
        name=name,
        written=tuple(sorted(counts)),
        sources=tuple(sorted(sources, key=lambda source: source.place())),
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
