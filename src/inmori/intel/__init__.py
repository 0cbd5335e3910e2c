"""What is known outside about what a hospital runs: product names, ends of support, holes that attackers use."""

from inmori.catalogue.known_exploited import KnownExploited, exploited_holes
from inmori.catalogue.lifecycle import Lifecycles, lifecycles
from inmori.intel.known_exploited import ExploitedMatch, exploited_in, exploited_on
from inmori.intel.product_name import NamedProduct, name_products
from inmori.intel.support import ComponentSupport, Support, out_of_support, support_of
from inmori.intel.version_order import compare_versions, version_key

__all__ = [
    "ComponentSupport",
    "ExploitedMatch",
    "KnownExploited",
    "Lifecycles",
    "NamedProduct",
    "Support",
    "compare_versions",
    "exploited_holes",
    "exploited_in",
    "exploited_on",
    "lifecycles",
    "name_products",
    "out_of_support",
    "support_of",
    "version_key",
]
