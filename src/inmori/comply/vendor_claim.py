"""What a vendor says beside what the hospital's own papers and traffic show (食い違い): nobody is accused, somebody is asked.

Answers of a disclosure are compared by the checks of ``diagnose``; here their findings are set beside the vendor, and the
answers of our own sheet are compared in the same spirit. What nobody saw contradicts nothing.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.comply.asset import system_name
from inmori.comply.route import TOPIC
from inmori.comply.vendor_reply import Reply, newest
from inmori.diagnose.finding import Diagnosis
from inmori.ingest.systems import UNWRITTEN
from inmori.ingest.vendors import same_vendor, vendor_key
from inmori.intel import lifecycles, support_of
from inmori.model import (
    DISCLOSURE_TOPIC_NAMES,
    REMOTE_METHOD_NAMES,
    Device,
    Frozen,
    Hospital,
    RemoteAccess,
    Source,
    SourceKind,
    System,
    TextFact,
    YesNo,
)
from inmori.text import Text

_SHOWN = 4  # names in one line
_STATEMENTS = "papers/disclosed_"  # the checks that hold statements of a disclosure against what was seen
_OFFERED = "papers/disclosed_protection_differs"  # the product could, the hospital does not
_TOPICS = {name.ja: name for name in DISCLOSURE_TOPIC_NAMES.values()}
_ANSWERS = {"はい": "yes", "いいえ": "no"}
_SEEN_BY_US = (SourceKind.WIRE, SourceKind.CONFIG, SourceKind.EXPORT)


class Contradiction(Frozen):
    """One statement of a vendor and what stands against it. ``topic`` is what may be said of it in a letter.

    ``asked``: the vendor can clear it up; otherwise it offers what the hospital does not use.
    """

    vendor: str
    system: str
    origin: Literal["disclosure", "reply"]
    topic: Text
    claim: Text
    seen: Text
    asked: bool = True
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class _Ground:
    """What one vendor's answers about one system are held against."""

    hospital: Hospital
    catalogue: Catalogue
    today: date
    vendor: str
    system: System | None

    def accesses(self) -> list[RemoteAccess]:
        """The vendor's ways in that are open, as far as the system is told: to it, or to nothing in particular."""
        own = [one for one in self.hospital.remote_accesses if one.enabled and same_vendor(self.vendor, one.vendor.value)]
        if self.system is None:
            return own
        places = {fact.value for device in self.devices() for fact in device.addresses if fact.value}
        others = len(_systems(self.hospital, self.vendor)) > 1
        return [one for one in own if places & set(one.targets) or not (one.targets and others)]

    def devices(self) -> list[Device]:
        """The machines in use that carry the system."""
        if self.system is None:
            return [one for one in self.hospital.devices if one.in_use() and same_vendor(self.vendor, one.vendor.value)]
        found = [self.hospital.device(one) for one in self.system.device_ids]
        return [one for one in found if one is not None and one.in_use()]


Against = tuple[Text, tuple[Source, ...]]


def contradictions(
    hospital: Hospital, diagnosis: Diagnosis, catalogue: Catalogue, *, replies: Sequence[Reply], today: date
) -> tuple[Contradiction, ...]:
    """Return all contradictions, by vendor and system."""
    found = [*_of_disclosures(hospital, diagnosis), *_of_replies(hospital, catalogue, replies, today)]
    return tuple(sorted(found, key=lambda one: (vendor_key(one.vendor), one.system, one.origin, one.topic.ja, one.seen.ja)))


def _of_disclosures(hospital: Hospital, diagnosis: Diagnosis) -> Iterator[Contradiction]:
    """Every finding that names a disclosure, at the vendor that made it."""
    made = {one.id: one for one in hospital.disclosures}
    for finding in diagnosis.findings:
        if not finding.check.startswith(_STATEMENTS):
            continue
        for one in (made[ref] for ref in dict.fromkeys(finding.refs) if ref in made):
            said = [value for key, value in finding.seen if key == "disclosed" and _about(value, one.product.value)]
            topic, claim = _stated(said[0] if said else (one.product.value or one.id), finding.title)
            yield Contradiction(
                vendor=one.vendor.value or "",
                system=one.product.value or "",
                origin="disclosure",
                topic=topic,
                claim=claim,
                seen=finding.title,
                asked=finding.check != _OFFERED,
                sources=finding.evidence[:_SHOWN],
            )


def _about(value: str, product: str | None) -> bool:
    return not product or product in value


def _stated(claim: str, title: Text) -> tuple[Text, Text]:
    """Return the statement alone, and with its product and answer; the title where a finding quotes no statement."""
    product, colon, rest = claim.partition(": ")
    statement, equals, answer = rest.partition(" = ")
    topic = _TOPICS.get(statement)
    if not colon or not equals or topic is None:
        return title, Text(ja=claim, en=claim)
    return topic, Text(ja=claim, en=f"{product}: {topic.en} = {_ANSWERS.get(answer, answer)}")


def _of_replies(
    hospital: Hospital, catalogue: Catalogue, replies: Sequence[Reply], today: date
) -> Iterator[Contradiction]:
    vendors = {vendor_key(one.name): one.name for one in hospital.vendors}
    for (row, question), reply in sorted(newest(replies).items()):
        rule = _RULES.get(question.rpartition("/")[2])
        vendor, _, system_id = row.partition("/")
        if rule is None or vendor not in vendors:
            continue
        system = next((one for one in hospital.systems if one.id == system_id), None)
        ground = _Ground(hospital, catalogue, today, vendors[vendor], system)
        for topic, claim, (seen, sources) in rule(ground, reply):
            yield Contradiction(
                vendor=vendors[vendor],
                system=system_name(system) if system else "",
                origin="reply",
                topic=topic,
                claim=claim,
                seen=seen,
                sources=sources[:_SHOWN],
            )


_Told = Iterator[tuple[Text, Text, Against]]


def _remote(ground: _Ground, reply: Reply) -> _Told:
    topic = Text(ja="リモート保守の有無", en="whether it is maintained remotely")
    found = ground.accesses()
    if reply.answer == "no" and found:
        names = _listed(_path(one) for one in found)
        seen = Text(ja=f"経路がある: {names.ja}", en=f"there is a way in: {names.en}")
        yield topic, Text(ja="行っていない", en="none"), (seen, _places(found))


def _fact(name: str, *, bad: bool, topic: Text, claim: Text, seen: Text) -> Callable[[_Ground, Reply], _Told]:
    """Return the rule for a "yes" that one fact of a remote path may contradict."""

    def rule(ground: _Ground, reply: Reply) -> _Told:
        facts: list[tuple[RemoteAccess, YesNo]] = [(one, getattr(one, name)) for one in ground.accesses()]
        against = [(one, fact) for one, fact in facts if fact.value is bad]
        if reply.answer == "yes" and against:
            names = _listed(_path(one) for one, _ in against)
            places = tuple(source for one, fact in against for source in fact.sources or one.sources)
            yield topic, claim, (Text(ja=f"{seen.ja}: {names.ja}", en=f"{seen.en}: {names.en}"), places)

    return rule


def _supported(ground: _Ground, reply: Reply) -> _Told:
    if reply.answer != "yes":
        return
    table = lifecycles(ground.catalogue)
    old = []
    for device in ground.devices():
        parts = [one for one in support_of(device, lifecycles=table, today=ground.today) if one.status.out and one.component in ("os", "database")]
        old += [(device, part) for part in parts]
    if old:
        names = _listed(Text(ja=f"{d.label()} {p.product}", en=f"{d.label()} {p.product}") for d, p in old)
        places = tuple(source for device, _ in old for source in (*device.os.sources, *device.database.sources))
        seen = Text(ja=f"メーカーのサポートが終わっている: {names.ja}", en=f"the maker's support has ended: {names.en}")
        yield (
            Text(ja="OS・データベースのサポート", en="support of operating system and database"),
            Text(ja="すべてサポート期間内", en="all supported"),
            (seen, places),
        )


def _updated(ground: _Ground, reply: Reply) -> _Told:
    if reply.answer != "yes":
        return
    limit = ground.catalogue.topics["patches"].within_days if "patches" in ground.catalogue.topics else None
    old = [
        (device, device.last_patched.value)
        for device in ground.devices()
        if limit is not None and device.last_patched.value is not None and (ground.today - device.last_patched.value).days > limit
    ]
    topic, claim = Text(ja="セキュリティ更新の適用", en="security updates"), Text(ja="適用している", en="applied")
    if old:
        names = _listed(Text(ja=f"{d.label()} {day.isoformat()}", en=f"{d.label()} {day.isoformat()}") for d, day in old)
        places = tuple(source for device, _ in old for source in device.last_patched.sources)
        seen = Text(ja=f"最後の更新が{limit}日より前: {names.ja}", en=f"last update more than {limit} days ago: {names.en}")
        yield topic, claim, (seen, places)
    yield from ((topic, claim, against) for _, _, against in _supported(ground, reply))


def _duty(ground: _Ground, reply: Reply) -> _Told:
    """ "It is in the contract", while the contract we have says otherwise; one we have not read contradicts nothing."""
    own = [one for one in ground.hospital.contracts if same_vendor(ground.vendor, one.vendor.value)]
    said: list[TextFact] = [one.update_clause for one in own if one.update_clause.value]
    if ground.system is not None and ground.system.update_owner.value:
        said = [ground.system.update_owner]
    words = ground.catalogue.topics[TOPIC].words
    silent = {word for name in ("unwritten", "denied_alone") for word in words.get(name, ())}
    denials = words.get("denials", ())
    against = [fact for fact in said if _denied((fact.value or "").casefold(), silent, denials)]
    if reply.answer == "yes" and against and len(against) == len(said):
        names = _listed(_clause(fact.value or "") for fact in against)
        places = tuple(source for fact in against for source in fact.sources)
        seen = Text(ja=f"病院の契約の一覧の記載: {names.ja}", en=f"the hospital's list of contracts has: {names.en}")
        yield Text(ja="更新の責任の契約上の記載", en="the duty to update in the contract"), Text(ja="書かれている", en="written"), (seen, places)


def _clause(written: str) -> Text:
    if written == UNWRITTEN:
        return Text(ja="更新の責任の記載なし", en="nothing on updates")
    return Text(ja=f"「{written}」", en=f"“{written}”")


def _denied(clause: str, alone: Container[str], denials: Iterable[str]) -> bool:
    return clause in alone or any(word in clause for word in denials)


def _disclosed(ground: _Ground, reply: Reply) -> _Told:
    at_hand = any(same_vendor(ground.vendor, one.vendor.value) and one.form != "checklist" for one in ground.hospital.disclosures)
    if reply.answer == "yes" and not at_hand:
        yield (
            Text(ja="開示書(MDS/SDS)の提出", en="handing over the disclosure (MDS/SDS)"),
            Text(ja="提出した", en="handed over"),
            (Text(ja="病院の資料の中に見つからない", en="not among the hospital's papers"), ()),
        )


def _path(access: RemoteAccess) -> Text:
    method = REMOTE_METHOD_NAMES[access.method.value] if access.method.value else Text(ja="方法不明", en="method unknown")
    shown = [source for source in (*access.observed.sources, *access.sources) if source.kind in _SEEN_BY_US]
    where = f" {shown[0].file}" if shown else ""
    return Text(ja=f"{method.ja}{where}", en=f"{method.en}{where}")


def _places(accesses: Iterable[RemoteAccess]) -> tuple[Source, ...]:
    return tuple(source for one in accesses for source in one.sources or one.method.sources)


def _listed(names: Iterable[Text]) -> Text:
    known = list(dict.fromkeys((one.ja, one.en) for one in names))
    more = len(known) - _SHOWN
    ja, en = "、".join(ja for ja, _ in known[:_SHOWN]), ", ".join(en for _, en in known[:_SHOWN])
    return Text(ja=f"{ja} ほか{more}件", en=f"{en} and {more} more") if more > 0 else Text(ja=ja, en=en)


def _systems(hospital: Hospital, vendor: str) -> list[System]:
    return [one for one in hospital.systems if same_vendor(vendor, one.vendor.value)]


# By the last part of the question's id, so that every edition of the sheet meets the same rule.
_RULES: dict[str, Callable[[_Ground, Reply], _Told]] = {
    "remote": _remote,
    "remote-on-demand": _fact(
        "always_on", bad=True, topic=Text(ja="遠隔保守を常時つないでいるか", en="whether remote maintenance is always on"),
        claim=Text(ja="作業のときだけ", en="for the work only"), seen=Text(ja="常時つながっている", en="always on"),
    ),
    "remote-factor": _fact(
        "second_factor", bad=False, topic=Text(ja="遠隔保守の二要素認証", en="second factor of remote maintenance"),
        claim=Text(ja="使っている", en="in use"), seen=Text(ja="二要素認証なしの記録", en="recorded without"),
    ),
    "remote-source": _fact(
        "source_limited", bad=False, topic=Text(ja="遠隔保守の接続元の限定", en="limits on where it comes from"),
        claim=Text(ja="限定している", en="limited"), seen=Text(ja="限定していない設定", en="configured without limits"),
    ),
    "remote-personal": _fact(
        "shared_account", bad=True, topic=Text(ja="保守用IDの共用", en="shared maintenance accounts"),
        claim=Text(ja="共用していない", en="not shared"), seen=Text(ja="共用の記録", en="recorded as shared"),
    ),
    "os-supported": _supported,
    "2-6": _updated,
    "2-3": _disclosed,
    "update-duty": _duty,
}  # fmt: skip
