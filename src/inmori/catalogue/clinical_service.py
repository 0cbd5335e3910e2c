"""Clinical services (診療機能): what patients notice when a system stops, and how much paper can carry."""

from inmori.catalogue.quantity import Quantity
from inmori.model.provenance import Frozen
from inmori.model.system import SystemKind
from inmori.text import Text


class ClinicalService(Frozen):
    """One clinical service: the systems it needs, its share of income, and the income kept on paper operation."""

    id: str
    name: Text
    needs: tuple[SystemKind, ...]
    income_share: Quantity  # share of the hospital's medical income, 0 to 1
    kept_on_paper: Quantity  # share of that income kept while a needed system is down, 0 to 1
