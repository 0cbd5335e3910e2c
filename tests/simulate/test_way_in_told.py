"""What is said of a way in, and of what follows: unknown is never safer than unheard of, limits count, names are names."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.catalogue import Catalogue
from inmori.model import Gateway, Hospital, RemoteAccess, RemoteMethod, Source, SourceKind
from inmori.model.gateway import Action, AddressSet, PortSpan, Publication, Rule, ServiceSet
from inmori.reach.crossing_kind import Crossing, CrossingKind
from inmori.simulate.compile import compile_hospital
from inmori.simulate.published import is_limited, is_page
from inmori.simulate.remote_name import crossing_name, path_name
from tests.simulate.small_hospital import TODAY, edited, fact, flat_hospital, remote
from tests.simulate.test_threat import doors, yearly

CONFIG = Source(kind=SourceKind.CONFIG, file="g.conf")
EVERYBODY = ("0.0.0.0", "255.255.255.255")


def test_hearing_of_a_path_without_its_method_never_lowers_a_rate(catalogue: Catalogue) -> None:
    blank = doors(flat_hospital(remotes=[]), catalogue)
    heard = doors(flat_hospital(remotes=[RemoteAccess(id="R01", targets=("10.1.0.10",))]), catalogue)
    for archetype in ("vpn_hole", "weak_login", "supplier"):
        before, after = (
            [door for door in each.values() if door.archetype == archetype] for each in (blank, heard)
        )
        assert len(before) == len(after) == 1
        assert yearly(after[0], catalogue) >= yearly(before[0], catalogue) > 0


def gateway(*, source: tuple[str, str] = EVERYBODY, sources: tuple[tuple[str, str], ...] = (), port: int = 443) -> Gateway:
    rule = Rule(
        id="8", action=Action.ALLOW, source=AddressSet(ranges=(source,)), destination=AddressSet(),
        service=ServiceSet(ports=(PortSpan(protocol="tcp"),)), publications=("VIP",), source_ref=CONFIG,
    )  # fmt: skip
    item = Publication(name="VIP", interface="wan", outer="203.0.113.9", inner="10.1.0.10", outer_port=port,
                       inner_port=port, sources=sources, source_ref=CONFIG)  # fmt: skip
    return Gateway(id="g", name=fact("GATE"), product="FortiOS", rules=(rule,), publications=(item,), source_ref=CONFIG)


CROSSING = Crossing(id="c", kind=CrossingKind.PUBLISHED_SERVICE, from_zone="internet", to_zone="clinical", inbound=True,
                    gateway_id="g", rule_id="8")  # fmt: skip
LIMITS = {
    "one vendor's address in the rule": (gateway(source=("198.51.100.7", "198.51.100.7")), True),
    "one vendor's address in the publication": (gateway(sources=(("198.51.100.7", "198.51.100.7"),)), True),
    "everybody": (gateway(), False),
    "half of the internet": (gateway(source=("0.0.0.0", "127.255.255.255")), False),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_on_a_publication_is_read_from_its_rule(name: str) -> None:
    gate, limited = LIMITS[name]
    assert is_limited(Hospital(gateways=(gate,)), CROSSING) is limited


def test_a_limited_page_weighs_less_than_a_vpn_with_a_password_only(catalogue: Catalogue) -> None:
    page = remote("page", RemoteMethod.RDP_PORT_FORWARD, targets=["10.1.0.10"], source_limited=True)
    page = page.model_copy(update={"refs": ("VIP",)})
    vpn = remote("vpn", RemoteMethod.SSLVPN, second_factor=False, source_limited=False)
    hospital = flat_hospital(remotes=[page, vpn], gateways=(gateway(source=("198.51.100.7", "198.51.100.7")),))
    found = doors(hospital, catalogue)
    assert yearly(found["published page"], catalogue) < yearly(found["login vpn"], catalogue)
    desktop = hospital.model_copy(update={"gateways": (gateway(port=3389),)})
    assert is_page(hospital, page)
    assert not is_page(desktop, page)


@pytest.mark.parametrize("same, words", [(True, "同じパスワード"), (False, "奪ったパスワード"), (None, "奪ったパスワード")])
def test_spreading_is_told_as_the_control_says(same: bool | None, words: str, catalogue: Catalogue) -> None:
    compiled = compile_hospital(edited(flat_hospital(), same_local_admin=same), catalogue, today=TODAY)
    shown = {step.technique for step in compiled.graph.steps if step.shown}
    told = {catalogue.techniques[each].name.ja for each in shown & {"reuse_login", "use_found_login"}}
    assert len(told) == 1
    assert words in told.pop()
    assert ("dump_credentials" in shown) is (same is True)


NAMES: dict[str, tuple[dict[str, Any], str]] = {
    "the vendor": ({"vendor": fact("丘社"), "refs": ("VIP",)}, "丘社"),
    "the gateway, not its software": ({"product": fact("FortiOS"), "refs": ("VIP",)}, "GATE"),
    "a tool": ({"product": fact("TeamViewer")}, "TeamViewer"),
    "the kind": ({"method": fact(RemoteMethod.VENDOR_BOX)}, "業者の持込装置"),
    "nothing known": ({}, "保守用の経路"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_path_is_called_by_a_name_that_people_know(name: str) -> None:
    fields, told = NAMES[name]
    path = RemoteAccess(id="R01").model_copy(update=fields)
    assert path_name(Hospital(gateways=(gateway(),)), path).ja == told
    assert crossing_name(Hospital(), CROSSING).ja != "c"
