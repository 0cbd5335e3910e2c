"""Keeps a version's map beside its documents, made once: by the worker after reading, else by whoever looks first."""

from __future__ import annotations

from collections.abc import Sequence

from inmori import __version__
from inmori.diagnose import Diagnosis
from inmori.errors import InputError
from inmori.model import Hospital
from inmori.model.document import MadeFrom
from inmori.web.versions.chart import FORM, Chart, chart_of
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import document, put_beside

PRESENT = "map/now"
ROADS = "map/road/"
_INPUTS = ("hospital.json", "diagnosis.json")


def chart(version: Version) -> Chart | None:
    """Return a version's map; None where there is no hospital in it."""
    found = kept(version, PRESENT, inputs=_INPUTS)
    if found is not None:
        return found
    hospital = document(version, Hospital, "hospital.json")
    if hospital is None:
        return None
    made = chart_of(hospital, document(version, Diagnosis, "diagnosis.json"), today=version.day)
    return keep(version, PRESENT, made, inputs=_INPUTS)


def kept(version: Version, name: str, *, inputs: Sequence[str]) -> Chart | None:
    """Return a map that was kept, if it is still the map of these documents, made by this Inmori."""
    try:
        found = document(version, Chart, name)
    except InputError:  # kept by an earlier Inmori
        return None
    fresh = found is not None and (found.form, found.inmori_version) == (FORM, __version__)
    return found if found is not None and fresh and found.made_from == made_from(version, inputs) else None


def keep(version: Version, name: str, made: Chart, *, inputs: Sequence[str]) -> Chart:
    """Keep a map, with what it was made from."""
    stamped = made.model_copy(update={"made_from": made_from(version, inputs), "inmori_version": __version__})
    put_beside(version, name, stamped.to_json())
    return stamped


def made_from(version: Version, inputs: Sequence[str]) -> tuple[MadeFrom, ...]:
    """Return the hashes of some of a version's documents."""
    rows = StoredDocument.objects.filter(version=version, name__in=inputs).order_by("name").values_list("name", "sha256")
    return tuple(MadeFrom(name=name, sha256=sha256) for name, sha256 in rows)
