"""Names under which products appear in ledgers, and where the public lists of lifecycles and holes have them.

The lists name products in free text ("IOS and IOS XE Software"); the mapping is made by hand, once, here.
"""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ValidationError

from inmori.catalogue.loader import Catalogue
from inmori.errors import OurFault
from inmori.model.provenance import Frozen
from inmori.text import Text

Component = Literal["os", "database", "firmware", "office", "software"]


class KnownProduct(Frozen):
    """One product. ``id`` is that of the lifecycle table where it has one.

    ``names`` are lower case; a blank in a name stands for any blanks, hyphens or none. ``models`` are beginnings of
    maker or model texts of the boxes whose firmware it is. ``exploited`` are the (vendor, product) pairs of the list
    of exploited holes.
    """

    id: str
    title: str
    component: Component
    names: tuple[str, ...]
    models: tuple[str, ...] = ()
    exploited: tuple[tuple[str, str], ...] = ()


def known_products(catalogue: Catalogue) -> tuple[KnownProduct, ...]:
    """Return the products of ``data/products/*.yaml`` in the order written; read once, on first use.

    Raises:
        OurFault: an entry does not fit :class:`KnownProduct`, or an id occurs twice.
    """
    return _load(catalogue.folder)


@lru_cache(maxsize=4)
def _load(folder: Path) -> tuple[KnownProduct, ...]:
    found: dict[str, KnownProduct] = {}
    for path in sorted((folder / "products").glob("*.yaml")):
        for raw in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or []:
            try:
                product = KnownProduct.model_validate(raw)
            except ValidationError as error:
                raise _fault(f"{path.name}: {error}") from error
            if product.id in found:
                raise _fault(f"{path.name}: {product.id} occurs twice")
            found[product.id] = product
    return tuple(found.values())


def _fault(detail: str) -> OurFault:
    return OurFault(Text(ja=f"同梱データに誤りがあります: {detail}", en=f"Bundled data is faulty: {detail}"))
