"""One field, one place: every field of the model that a person sees is titled in both languages."""

import pytest

from inmori.model import Backup, Contract, Controls, Device, Flow, RemoteAccess, Staff, System, Vendor, Zone
from inmori.model.attribute import attributes_of

# Fields that carry identity or provenance and are never shown as a column of their own.
PLUMBING = {
    "id", "records", "sources", "refs", "device_ids", "target_zones", "networks",
}  # fmt: skip


@pytest.mark.parametrize(
    "kind", [Device, System, RemoteAccess, Flow, Backup, Vendor, Contract, Staff, Controls, Zone], ids=lambda k: k.__name__
)
def test_every_visible_field_is_declared(kind: type) -> None:
    declared = {attribute.name for attribute in attributes_of(kind)}
    assert set(kind.model_fields) - PLUMBING == declared


def test_titles_are_unique_within_a_class() -> None:
    titles = [attribute.title.ja for attribute in attributes_of(Device)]
    assert len(titles) == len(set(titles))
