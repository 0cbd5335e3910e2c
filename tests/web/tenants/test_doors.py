"""Every address of the application, for every role, in one's own hospital and in another's.

The addresses come from the URL table itself: a new one without a line here fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from inmori.web.tenants.role import RIGHTS, Right, Role
from tests.web.conftest import House

# What stands for the parts of an address; a number that no row has, since the door comes before the row.
PARTS = {"int:upload": 4711, "int:job": 4711, "int:place": 4711, "int:given": 4711, "int:token": 4711, "int:hook": 4711, "int:incident": 4711, "int:exercise": 4711, "int:scene": 1, "str:question": "attack", "str:secret": "no-such-secret", "str:device": "D4711", "str:way": "no-such-way", "str:name": "report.pdf",
         "str:measure": "M4711", "int:form": 4711, "int:number": 4711, "str:edition": "r8", "str:item": "no-such-item", "str:shape": "0123456789abcdef", "str:finding": "no-such-finding"}  # fmt: skip
# Addresses with no hospital in them: what a stranger who has not signed in gets.
OPEN = {"desk:home": 302, "desk:new": 302, "people:second_factor": 302, "people:language": 405,
        "desk:fleet": 302, "desk:fleet_act": 302, "desk:vendor_form": 404, "desk:vendor_answer": 405, "desk:vendor_send": 405, "desk:inspector": 404,
        "desk:inspector_read": 404, "desk:join": 404}  # fmt: skip


@dataclass(frozen=True)
class Address:
    name: str
    path: str
    need: Right | None
    tenant: bool


def addresses(patterns: list[object] | None = None, prefix: str = "", space: str = "") -> Iterator[Address]:
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each.url_patterns, prefix + str(each.pattern), inner)
        elif isinstance(each, URLPattern):
            path = prefix + str(each.pattern)
            if path.startswith(("account/", "api/")):
                continue  # allauth's own, tested by allauth; tests/web/api walks the API by its own description
            need = getattr(each.callback, "need", None)
            yield Address(f"{space}{each.name}", path, need, "<uuid:tenant_id>" in path)


ALL = list(addresses())


def path_of(address: Address, house: House) -> str:
    path = "/" + address.path.replace("<uuid:tenant_id>", str(house.tenant.id))
    for part, value in PARTS.items():
        path = path.replace(f"<{part}>", str(value))
    assert "<" not in path, f"{path}: say in PARTS what stands for the part"
    return path


def answers(client: Client, path: str) -> tuple[int, int]:
    return client.get(path).status_code, client.post(path).status_code


@pytest.mark.parametrize("address", [a for a in ALL if a.tenant], ids=lambda a: a.name)
def test_an_address_of_a_hospital_has_a_door(address: Address) -> None:
    assert isinstance(address.need, Right)


@pytest.mark.parametrize("address", [a for a in ALL if not a.tenant], ids=lambda a: a.name)
def test_what_stands_outside_any_hospital_is_listed(address: Address, ours: House, nobody: Client) -> None:
    path = "/" + address.path.replace("<str:secret>", str(PARTS["str:secret"]))
    assert nobody.get(path).status_code == OPEN[address.name]


@pytest.mark.parametrize("address", [a for a in ALL if a.tenant], ids=lambda a: a.name)
def test_who_has_not_signed_in_is_led_to_signing_in(address: Address, ours: House, nobody: Client) -> None:
    for code, response in ((302, nobody.get(path_of(address, ours))), (302, nobody.post(path_of(address, ours)))):
        assert response.status_code in {code, 405}
        if response.status_code == 302:
            assert response["location"].startswith("/account/login/")


@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize("address", [a for a in ALL if a.tenant], ids=lambda a: a.name)
def test_another_hospitals_people_see_a_page_that_does_not_exist(
    address: Address, role: Role, ours: House, theirs: House
) -> None:
    assert set(answers(theirs.client(role), path_of(address, ours))) <= {404, 405}


@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize("address", [a for a in ALL if a.tenant], ids=lambda a: a.name)
def test_a_role_without_the_right_sees_a_page_that_does_not_exist(address: Address, role: Role, ours: House) -> None:
    got = answers(ours.client(role), path_of(address, ours))
    if address.need not in RIGHTS[role]:
        assert set(got) <= {404, 405}
    elif not re.search("<(int|str):", address.path):
        assert set(got) <= {200, 302, 405}
    assert 500 not in got


def test_whoever_was_revoked_is_a_stranger(ours: House) -> None:
    from inmori.web.tenants.access import Here
    from inmori.web.tenants.models import Membership
    from inmori.web.tenants.scope import tenant_scope
    from inmori.web.tenants.services import revoke

    owner = Membership.objects.get(tenant=ours.tenant, role=Role.OWNER)
    adviser = Membership.objects.get(tenant=ours.tenant, role=Role.ADVISER)
    client = ours.client("adviser")
    assert client.get(f"/h/{ours.tenant.id}/").status_code == 200
    with tenant_scope(ours.tenant.id):
        revoke(Here(ours.tenant, owner.person, owner), adviser)
    assert client.get(f"/h/{ours.tenant.id}/").status_code == 404


def test_someone_stays_responsible(ours: House) -> None:
    from inmori.web.tenants.access import Here
    from inmori.web.tenants.models import Membership
    from inmori.web.tenants.scope import tenant_scope
    from inmori.web.tenants.services import LastOwner, change_role, revoke

    owner = Membership.objects.get(tenant=ours.tenant, role=Role.OWNER)
    here = Here(ours.tenant, owner.person, owner)
    with tenant_scope(ours.tenant.id):
        with pytest.raises(LastOwner):
            revoke(here, owner)
        with pytest.raises(LastOwner):
            change_role(here, owner, role=Role.VIEWER)
