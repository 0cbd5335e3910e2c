"""What the world knows: dated, sourced figures and texts, read from the package's own data files."""

from inmori.catalogue.loader import Catalogue, load_catalogue

__all__ = ["Catalogue", "load_catalogue"]
