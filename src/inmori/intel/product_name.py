"""What a hospital's text means: "Linux(CentOS6)", "SQL Server 2014", "IOS 15.2(4)E8", "Win10" with build 17763.

The answer is every release that the text may mean. Which of them it is stays open when the text leaves it open.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inmori.catalogue.known_product import Component, KnownProduct
from inmori.catalogue.lifecycle import Cycle, Lifecycles, fold_model
from inmori.intel.version_order import version_key
from inmori.intel.windows_name import windows_candidates

_SPACES = re.compile(r"[\s　]+")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_MARKS = re.compile(r"\((?:r|tm|c)\)|®|™")
_VERSION = re.compile(r"\d+(?:\.\d+)*(?:\([\w.]+\)\w*)?(?:-[hp]\d+|[a-z](?![a-z]))?")
_BETWEEN = re.compile(r"[\s\-_:,./()]*(?:(?:linux|server|software|release|version|ver|rev|v|distrib|edition|standard|"
                      r"enterprise|express|database|std|lts|gnu|c\d{3,4}\w*|\([^)]*\))[\s\-_:,.]*)*")  # fmt: skip
_YAMAHA_REVISION = re.compile(r"rev\.?\s*\d{1,2}\.\d\d\.\d\d.*")  # "Rev.14.01.42"
_SERVICE_PACK = re.compile(r"(?:sp|service\s*pack)\s*(\d)")


@dataclass(frozen=True)
class NamedProduct:
    """What a text names. ``cycles`` are the releases it may mean, empty when the lifecycle table has none of them.

    ``version`` is the version as written, for Windows that of the release (None when open); ``older_than_listed``
    says that it lies below every release in the table.
    """

    product: str
    title: str
    component: Component
    version: str | None
    cycles: tuple[Cycle, ...]
    older_than_listed: bool = False


def name_products(
    text: str,
    *,
    lifecycles: Lifecycles,
    build: str | None = None,
    box: str | None = None,
) -> tuple[NamedProduct, ...]:
    """Return the products that ``text`` names, in order of appearance; empty when none is known.

    Args:
        text: as written in the evidence.
        lifecycles: the table of releases and the names of their products.
        build: what a tool reported beside an operating system, e.g. "10.0.19045".
        box: maker and model of the machine, which tell whose firmware a bare "7.2.5" is.
    """
    return _name_products(text, lifecycles, build, box)


@lru_cache(maxsize=8192)
def _name_products(text: str, lifecycles: Lifecycles, build: str | None, box: str | None) -> tuple[NamedProduct, ...]:
    products, folded = lifecycles.names, _fold(text)
    found: list[tuple[int, NamedProduct]] = []
    rest = folded
    for start, end, product in _occurrences(folded, products):
        named = _of_version(product, _version_after(folded, end), folded[start:], lifecycles)
        found.append((start, named))
        taken = end + len(_version_after(folded, end) or "") + 1
        rest = rest[:start] + " " * (min(taken, len(rest)) - start) + rest[taken:]
    windows = windows_candidates(rest, build=_fold(build) if build else None, lifecycles=lifecycles)
    if windows and not any(named.component == "os" for _, named in found):
        position = re.search(r"w|ウ|server|\d", rest)
        found.append((position.start() if position else 0, _windows(windows)))
    if not found and (owner := _owner(folded, box, products)) is not None:
        found.append((0, _of_version(owner, _first_version(folded), folded, lifecycles)))
    return tuple(named for _, named in sorted(found, key=lambda pair: pair[0]))


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    return _SPACES.sub(" ", _MARKS.sub("", folded)).strip()


@lru_cache(maxsize=1024)
def name_pattern(name: str) -> re.Pattern[str]:
    """A blank in a known name stands for blanks, hyphens or nothing; letters must not go on at either end."""
    body = r"[\s\-_]*".join(re.escape(word) for word in name.split())
    before = r"(?<![a-z])" if name[0].isascii() else ""
    after = r"(?![a-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    return re.compile(before + body + after)


def _occurrences(text: str, products: Sequence[KnownProduct]) -> list[tuple[int, int, KnownProduct]]:
    """Find known names; where two overlap the longer one is meant (Oracle Linux is not Oracle)."""
    hits = [
        (match.start(), match.end(), product)
        for product in products
        for name in product.names
        for match in name_pattern(name).finditer(text)
    ]
    hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0], hit[2].id))
    taken: list[tuple[int, int, KnownProduct]] = []
    for start, end, product in hits:
        if not any(start < other_end and other_start < end for other_start, other_end, _ in taken):
            taken.append((start, end, product))
    unique: dict[str, tuple[int, int, KnownProduct]] = {}
    for hit in sorted(taken, key=lambda hit: hit[0]):
        unique.setdefault(hit[2].id, hit)
    return list(unique.values())


def _version_after(text: str, end: int) -> str | None:
    between = _BETWEEN.match(text, end)
    match = _VERSION.match(text, between.end() if between else end)
    return match[0] if match else None


def _first_version(text: str) -> str | None:
    match = _VERSION.search(text)
    return match[0] if match else None


def _of_version(product: KnownProduct, version: str | None, text: str, table: Lifecycles) -> NamedProduct:
    product_id, title, component = product.id, product.title, product.component
    if product_id == "cisco-ios" and not re.search(r"cisco|\(", text):
        # "iOS 15.7" is Apple's; Cisco's has a bracket (15.2(4)E8) or its name before it.
        product_id, title, component = "ios", "Apple iOS", "os"
    choose = _CHOICE.get(product_id, _by_prefix)
    cycles = tuple(choose(table.cycles(product_id), version, text))
    if product_id == "centos" and (version is None or not cycles):
        # People write CentOS for CentOS Stream too, and after 8 there is nothing else.
        cycles += tuple(choose(table.cycles("centos-stream"), version, text))
    listed = [cycle.cycle for cycle in table.cycles(product_id) if cycle.cycle[:1].isdigit()]
    older = (
        not cycles
        and version is not None
        and product_id in _COUNTED
        and bool(listed)
        and version_key(version) < min(map(version_key, listed))
    )
    return NamedProduct(product_id, title, component, version, cycles, older)


# Products that count upwards, so that a version below every listed release is older than all of them.
_COUNTED = frozenset({"centos", "rhel", "ubuntu", "debian", "fortios", "pan-os", "vmware-esxi", "postgresql", "mysql",
                      "oracle-linux", "filemaker", "mssqlserver", "office", "sles"})  # fmt: skip


def _by_prefix(cycles: Sequence[Cycle], version: str | None, _: str) -> Iterable[Cycle]:
    """Choose the releases that fit a version: 7.9 is in 7, 6.4.9 in 6.4; a bare 10 may be any 10.x."""
    if version is None:
        return cycles
    wanted = version_numbers(version)
    inside = [cycle for cycle in cycles if _is_prefix(version_numbers(cycle.cycle), wanted)]
    if inside:
        longest = max(len(version_numbers(cycle.cycle)) for cycle in inside)
        return [cycle for cycle in inside if len(version_numbers(cycle.cycle)) == longest]
    return [cycle for cycle in cycles if _is_prefix(wanted, version_numbers(cycle.cycle))]


@lru_cache(maxsize=16384)
def version_numbers(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version: "15.2(4)E8" gives (15, 2, 4, 8)."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _is_prefix(short: tuple[int, ...], long: tuple[int, ...]) -> bool:
    return bool(short) and long[: len(short)] == short


def _by_suse_pack(cycles: Sequence[Cycle], version: str | None, text: str) -> Iterable[Cycle]:
    """SLES writes 12 SP5 for 12.5."""
    pack = _SERVICE_PACK.search(text)
    full = f"{version}.{pack[1]}" if version and pack and "." not in version else version
    return _by_prefix(cycles, full, text)


def _by_sql_year(cycles: Sequence[Cycle], version: str | None, text: str) -> Iterable[Cycle]:
    """SQL Server is named by year; its releases are listed by number with the year and service pack in the label."""
    year = re.search(r"(?<![\d.])(2000|2005|2008|2012|2014|2016|2017|2019|2022|2025)(?!\d)(?:[\s\-_]*(r\s?2))?", text)
    if year:
        named = [cycle for cycle in cycles if _year_of(cycle) == (year[1], bool(year[2]))]
        pack = _SERVICE_PACK.search(text, year.end())
        with_pack = [cycle for cycle in named if pack and f"sp{pack[1]}" in cycle.cycle]
        return with_pack or named
    return _by_prefix(cycles, version, text) if version and "." in version else ()


def _year_of(cycle: Cycle) -> tuple[str, bool]:
    year = re.search(r"20\d\d", cycle.label)
    return (year[0] if year else "", re.search(r"R2", cycle.label) is not None)


def _by_oracle_letter(cycles: Sequence[Cycle], version: str | None, text: str) -> Iterable[Cycle]:
    """Oracle writes 11g R2 for 11.2, 19c for 19; a full number (11.2.0.4) says it best."""
    full = re.search(r"(?<![\d.])\d{1,2}\.\d+(?:\.\d+)*", text)
    if full:
        return _by_prefix(cycles, full[0], text)
    number = re.search(r"(?<!\d)(\d{1,2})\s*(?:g|c|i|ai)(?![a-z])", text) or re.search(r"(?<!\d)(\d{1,2})(?!\d)", text)
    if number is None:
        return cycles if version is None else ()
    wanted = {"26": "23"}.get(number[1], number[1])  # 26ai is the later name of 23ai
    second = re.search(r"r(?:elease)?\s*(\d)", text[number.end() :])
    return _by_prefix(cycles, f"{wanted}.{second[1]}" if second and int(wanted) < 18 else wanted, text)


def _by_office_year(cycles: Sequence[Cycle], _version: str | None, text: str) -> Iterable[Cycle]:
    year = re.search(r"(?<!\d)(2000|2003|2007|2008|2010|2011|2013|2016|2019|2021|2024)(?!\d)", text)
    if year is None:
        return [cycle for cycle in cycles if cycle.cycle == "xp"] if re.search(r"(?<![a-z])xp", text) else cycles
    wanted = f"{year[1]}-ltsc" if "ltsc" in text else f"{year[1]}-for-mac" if "mac" in text else year[1]
    return [cycle for cycle in cycles if cycle.cycle == wanted] or [c for c in cycles if c.cycle == year[1]]


def _by_only_release(cycles: Sequence[Cycle], _version: str | None, _text: str) -> Iterable[Cycle]:
    return cycles


_CHOICE = {
    "mssqlserver": _by_sql_year,
    "oracle-database": _by_oracle_letter,
    "office": _by_office_year,
    "microsoft-365-apps": _by_only_release,
    "sles": _by_suse_pack,
}


def _windows(cycles: tuple[Cycle, ...]) -> NamedProduct:
    products = tuple(dict.fromkeys(cycle.product for cycle in cycles))
    product = products[0] if len(products) == 1 else "windows"
    title = {"windows": "Windows", "windows-server": "Windows Server", "windows-embedded": "Windows Embedded"}[product]
    version = cycles[0].latest if len({cycle.latest for cycle in cycles}) == 1 else None
    return NamedProduct(product, title, "os", version, cycles)


def _owner(text: str, box: str | None, products: Sequence[KnownProduct]) -> KnownProduct | None:
    """Find whose firmware a bare version is: the box tells, or the maker's own way of counting."""
    if _YAMAHA_REVISION.fullmatch(text):
        return next((product for product in products if product.id == "yamaha-rt"), None)
    return box_product(box, products) if box else None


def box_product(box: str, products: Sequence[KnownProduct]) -> KnownProduct | None:
    """Find whose firmware runs on a box, by the beginning of its maker or model text."""
    words = [fold_model(word).lower() for word in (*box.split(), box)]
    hits = [
        (len(start), product.id, product)
        for product in products
        for start in product.models
        for word in words
        if word.startswith(start) and (len(start) > 3 or word[len(start) : len(start) + 1].isdigit())
    ]
    return max(hits, key=lambda hit: hit[:2])[2] if hits else None
