"""Until when a maker looks after a release (サポート期限): lookup by product and release cycle.

The dates are those of endoflife.date (a dated snapshot) and of a short table of our own for what it lacks. A date
that is not there is *unknown*, which is never read as "supported".
"""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from inmori.catalogue.known_product import KnownProduct, known_products
from inmori.catalogue.loader import Catalogue
from inmori.catalogue.quantity import Basis, Confidence
from inmori.errors import OurFault
from inmori.model.provenance import Frozen
from inmori.text import Text

# date: ends on that day · True: has ended, day unknown · False: no end announced · None: unknown
End = date | bool | None

# Products whose extended support everybody gets without paying: there it is the end that counts.
_FREE_EXTENSION = frozenset({"debian"})
_CODE_NAME = re.compile(r"\s*'[^']*'")
_FOLD = re.compile(r"[\s\-_/]+")


@dataclass(frozen=True)
class Cycle:
    """One release of a product. ``end`` is the end of security fixes that everybody gets; ``paid_end`` of paid ones."""

    product: str
    cycle: str
    label: str
    released: date | None
    active_end: End
    end: End
    paid_end: End
    latest: str | None
    models: tuple[str, ...]  # hardware only: model texts, upper case without blanks and hyphens
    source: str
    as_of: date
    confidence: Confidence


class LocalCycle(Frozen):
    """One entry of our own table, ``data/lifecycles/local.yaml``."""

    product: str
    title: str
    cycle: str
    label: str
    end: date | bool
    active_end: date | None = None
    paid_end: date | None = None
    models: tuple[str, ...] = ()
    source: str
    as_of: date
    basis: Basis
    confidence: Confidence


@dataclass(frozen=True, eq=False)
class Lifecycles:
    """All releases known. ``snapshot`` is the day the public table was last changed; say it with every answer.

    ``names`` are the texts by which ledgers call the products. Compared by identity, so that it can key a cache.
    """

    snapshot: date
    source: str
    names: tuple[KnownProduct, ...] = field(repr=False)
    _raw: dict[str, dict[str, Any]] = field(repr=False)
    _local: tuple[LocalCycle, ...] = field(repr=False)
    _built: dict[str, tuple[Cycle, ...]] = field(default_factory=dict, repr=False)

    def products(self) -> tuple[str, ...]:
        """Return the ids of all products, sorted."""
        return tuple(sorted({*self._raw, *(entry.product for entry in self._local)}))

    def title(self, product: str) -> str:
        """Return the product's name for people (its id when it is not known)."""
        if product in self._raw:
            return str(self._raw[product]["title"])
        return next((entry.title for entry in self._local if entry.product == product), product)

    def cycles(self, product: str) -> tuple[Cycle, ...]:
        """Return the releases of a product, newest first as the source lists them; empty when it is not known."""
        if product not in self._built:
            public = self._raw.get(product, {"releases": []})
            own = [_of_local(entry) for entry in self._local if entry.product == product]
            shadowed = {cycle.cycle for cycle in own}
            listed = [_of_public(product, public, release, self) for release in public["releases"]]
            self._built[product] = (*(cycle for cycle in listed if cycle.cycle not in shadowed), *own)
        return self._built[product]

    def cycle(self, product: str, cycle: str) -> Cycle | None:
        """Return one release, or None when the table does not have it (unknown, not "supported")."""
        return next((found for found in self.cycles(product) if found.cycle == cycle), None)

    def hardware(self, model: str) -> Cycle | None:
        """Return the release of a hardware model by the longest model text that ``model`` contains."""
        wanted = fold_model(model)
        hits = [
            (len(text), entry.product, entry.cycle)
            for entry in self._local
            for text in entry.models
            if _model_in(fold_model(text), wanted)
        ]
        return self.cycle(*max(hits)[1:]) if hits else None


def lifecycles(catalogue: Catalogue) -> Lifecycles:
    """Return the lifecycle table that belongs to a catalogue; read once, on first use.

    Raises:
        OurFault: the own table has an entry that does not fit :class:`LocalCycle`.
    """
    return _load(catalogue.folder, known_products(catalogue))


@lru_cache(maxsize=4)
def _load(folder: Path, names: tuple[KnownProduct, ...]) -> Lifecycles:
    public = _shortened(json.loads((folder / "lifecycles" / "eol.json").read_text("utf-8")))
    origin = public["_source"]
    return Lifecycles(
        snapshot=date.fromisoformat(origin["commit_date"]),
        source=f"endoflife.date ({origin['commit_date']})",
        names=names,
        _raw={product["id"]: product for product in public["products"]},
        _local=_local_table(folder / "lifecycles" / "local.yaml"),
    )


def _shortened(public: dict[str, Any]) -> dict[str, Any]:
    """Take the table as we ship it, or as endoflife.date gives it out (API v1, ``products/full``)."""
    if "products" in public:
        return public
    return {
        "_source": {"commit_date": str(public["generated_at"])[:10]},
        "products": [
            {
                "id": product["name"],
                "title": product.get("label", product["name"]),
                "releases": [_shortened_release(release) for release in product["releases"]],
            }
            for product in public["result"]
        ],
    }


def _shortened_release(release: dict[str, Any]) -> dict[str, Any]:
    short: dict[str, Any] = {"c": release["name"], "label": release.get("label") or release["name"]}
    for name, key in (("eoas", "Eoas"), ("eol", "Eol"), ("eoes", "Eoes")):
        meant = release.get(f"{name}From") or release.get(f"is{key}")  # a date, else ended or not, else unknown
        if meant is not None:
            short[name] = meant
    if release.get("releaseDate"):
        short["rel"] = release["releaseDate"]
    if isinstance(release.get("latest"), dict):
        short["latest"] = release["latest"].get("name")
    return short


def _local_table(path: Path) -> tuple[LocalCycle, ...]:
    entries = []
    for number, raw in enumerate(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or [], start=1):
        try:
            entries.append(LocalCycle.model_validate(raw))
        except ValidationError as error:
            detail = f"{path.name} entry {number}: {error}"
            raise OurFault(Text(ja=f"同梱データに誤りがあります: {detail}", en=f"Bundled data is faulty: {detail}")) from error
    return tuple(entries)


def _of_public(product: str, raw: dict[str, Any], release: dict[str, Any], table: Lifecycles) -> Cycle:
    free = product in _FREE_EXTENSION
    return Cycle(
        product=product,
        cycle=str(release["c"]),
        label=_label(product, str(raw["title"]), release),
        released=_end(release.get("rel")) or None,  # type: ignore[arg-type]
        active_end=_end(release.get("eoas")),
        end=_end(release.get("eoes" if free and "eoes" in release else "eol")),
        paid_end=None if free else _end(release.get("eoes")),
        latest=str(release["latest"]) if release.get("latest") else None,
        models=(),
        source=table.source,
        as_of=table.snapshot,
        confidence="high",
    )


def _label(product: str, title: str, release: dict[str, Any]) -> str:
    cycle = str(release["c"])
    if product == "windows" and cycle.startswith(("10-", "11-")):
        family, number, *rest = cycle.split("-")
        return " ".join(["Windows", family, number.upper(), *_WINDOWS_EDITION.get("-".join(rest), ())])
    words, label = title.removeprefix("Microsoft "), _CODE_NAME.sub("", str(release.get("label", cycle)))
    return label if words.split(" ", 1)[0] in label else f"{words} {label}"


# The public table writes (E) and (W), and the long-term releases like the ordinary ones.
_WINDOWS_EDITION = {
    "w": ("Home/Pro",),
    "e": ("Enterprise/Education",),
    "e-lts": ("Enterprise LTSC",),
    "iot-lts": ("IoT Enterprise LTSC",),
    "iot": ("IoT",),
}


def _of_local(entry: LocalCycle) -> Cycle:
    return Cycle(
        product=entry.product,
        cycle=entry.cycle,
        label=entry.label,
        released=None,
        active_end=entry.active_end,
        end=entry.end,
        paid_end=entry.paid_end,
        latest=None,
        models=entry.models,
        source=entry.source,
        as_of=entry.as_of,
        confidence=entry.confidence,
    )


def _end(written: object) -> End:
    """Read one date field of the public table; anything unforeseen is unknown."""
    if written is None or isinstance(written, bool):
        return written
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None


def fold_model(text: str) -> str:
    """Write a model text without the blanks, hyphens and widths in which people differ: WS-C3750X -> WSC3750X."""
    return _FOLD.sub("", unicodedata.normalize("NFKC", text)).upper()


def _model_in(text: str, model: str) -> bool:
    """Whether ``text`` stands in ``model`` and is not the beginning of a longer number (C2960 in C29601)."""
    start = model.find(text)
    while start >= 0:
        following = model[start + len(text) : start + len(text) + 1]
        if not (text[-1:].isdigit() and following.isdigit()):
            return True
        start = model.find(text, start + 1)
    return False
