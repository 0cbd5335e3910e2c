"""The workbook behind the paper: every device, finding, disagreement and crossing, each with its place.

Columns of the device sheet come from what the model declares, so a new field needs no line here.
"""

from collections.abc import Iterator

from inmori.diagnose.finding import PROBLEM_CLASS_NAMES, SEVERITY_NAMES, SEVERITY_ORDER
from inmori.model import Device, Fact, RemoteAccess, Source
from inmori.model.attribute import attributes_of
from inmori.reach.answer import Verdict
from inmori.reach.crossing_kind import CROSSING_NAMES
from inmori.report.block import Annex, Cell, Sheet, SheetColumn
from inmori.report.documents.assessment.content import imprint
from inmori.report.documents.assessment.disputes import device_disputes, disagreeing, disputes_of, shown
from inmori.report.documents.assessment.duties import duties_in_full
from inmori.report.documents.assessment.intake_sheet import intake_sheet
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.assessment.plan_sheets import plan_sheets
from inmori.report.documents.assessment.unit_words import unit_words
from inmori.report.documents.assessment.unknowns import used_figures
from inmori.report.wording import BASIS_NAMES, EMPTY, SOURCE_KIND_NAMES, joined, place, same
from inmori.text import Text

_VERDICTS: dict[Verdict, Text] = {
    Verdict.ALLOW: Text(ja="通る", en="allowed"),
    Verdict.DENY: Text(ja="通らない", en="denied"),
    Verdict.PARTIAL: Text(ja="一部通る", en="partly allowed"),
    Verdict.UNKNOWN: Text(ja="不明", en="unknown"),
}
_PLACES = SheetColumn(Text(ja="根拠", en="Places"), 50)
_SURE = SheetColumn(Text(ja="確からしさ", en="Confidence"), 10)


def annex(materials: Materials) -> Annex:
    """Build the workbook."""
    return Annex(
        imprint=imprint(materials),
        sheets=(
            devices_sheet(materials),
            _findings(materials),
            _disputes(materials),
            _crossings(materials),
            _remote(materials),
            *plan_sheets(materials),
            _assumptions(materials),
            intake_sheet(materials),
        ),
    )


def all_places(sources: tuple[Source, ...]) -> Text:
    """Return every place of a fact with its kind of evidence."""
    parts = []
    for source in dict.fromkeys(sources):
        kind, where = SOURCE_KIND_NAMES[source.kind], place(source)
        when = f" {source.as_of.isoformat()}" if source.as_of else ""
        parts.append(Text(ja=f"{kind.ja}: {where.ja}{when}", en=f"{kind.en}: {where.en}{when}"))
    return Text(ja=" / ".join(part.ja for part in parts), en=" / ".join(part.en for part in parts))


def devices_sheet(materials: Materials) -> Sheet:
    """One row per device: every declared field, then (folded) where each value comes from and who disagrees."""
    declared = attributes_of(Device)
    values = tuple(SheetColumn(attribute.title, 18) for attribute in declared)
    origins = tuple(
        SheetColumn(Text(ja=f"根拠: {attribute.title.ja}", en=f"Places: {attribute.title.en}"), 40, folded=True)
        for attribute in declared
    )
    return Sheet(
        title=Text(ja="機器一覧", en="Devices"),
        about=Text(
            ja="1行が1台です。右側の「根拠」の列(たたんであります)に、値ごとの資料の場所と、食い違う資料の言い分があります。",
            en="One row per device. The folded columns on the right give the place of each value and what other sources say.",
        ),
        columns=(
            SheetColumn(Text(ja="機器", en="Device"), 24),
            SheetColumn(Text(ja="食い違い", en="Disagreements"), 8),
            *values,
            *origins,
        ),
        rows=tuple(_device(materials, device) for device in materials.hospital.devices),
    )


def _device(materials: Materials, device: Device) -> tuple[Cell, ...]:
    names = [attribute.name for attribute in attributes_of(Device)]
    facts = [_facts(getattr(device, name)) for name in names]
    return (
        device.label(),
        device_disputes(device),
        *(_value(materials, name, part) for name, part in zip(names, facts, strict=True)),
        *(_origin(materials, name, part) for name, part in zip(names, facts, strict=True)),
    )


def _facts(value: object) -> list[Fact[object]]:
    parts = value if isinstance(value, tuple) else (value,)
    return [part for part in parts if isinstance(part, Fact)]


def _value(materials: Materials, name: str, facts: list[Fact[object]]) -> Cell:
    """Return the value as a cell; unknown is ``None`` but an empty list of notes is simply empty."""
    known = [fact.value for fact in facts if fact.value is not None]
    if not known:
        return EMPTY if name == "notes" else None
    words = [shown(materials, name, value) for value in known]
    return Text(ja="、".join(word.ja for word in words), en=", ".join(word.en for word in words))


def _origin(materials: Materials, name: str, facts: list[Fact[object]]) -> Cell:
    parts = [part for fact in facts for part in _origin_of(materials, name, fact)]
    return Text(ja=" | ".join(part.ja for part in parts), en=" | ".join(part.en for part in parts))


def _origin_of(materials: Materials, name: str, fact: Fact[object]) -> Iterator[Text]:
    if fact.value is None:
        return
    sure = round(fact.confidence * 100)
    origin = all_places(fact.sources)
    yield Text(ja=f"{origin.ja}(確からしさ{sure}%)", en=f"{origin.en} (confidence {sure}%)")
    for claim in disagreeing(fact):
        value, where = shown(materials, name, claim.value), all_places((claim.source,))
        yield Text(ja=f"別の資料は「{value.ja}」 {where.ja}", en=f"another says “{value.en}” {where.en}")


def _findings(materials: Materials) -> Sheet:
    classes = list(PROBLEM_CLASS_NAMES)
    ordered = sorted(
        materials.diagnosis.findings,
        key=lambda one: (classes.index(one.problem_class), -SEVERITY_ORDER[one.severity], one.check, one.id),
    )
    rows = tuple(
        (
            PROBLEM_CLASS_NAMES[finding.problem_class],
            SEVERITY_NAMES[finding.severity],
            finding.title,
            finding.why,
            finding.how,
            "、".join(materials.labels(finding.device_ids)),
            "、".join(materials.things[one].ja if one in materials.things else one for one in finding.refs),
            " / ".join(f"{name}={value}" for name, value in finding.seen),
            all_places(finding.evidence),
            finding.confidence,
            duties_in_full(materials.catalogue, finding.requirements),
            _measure_names(materials, finding.measures),
            finding.id,
        )
        for finding in ordered
    )
    return Sheet(
        title=Text(ja="指摘", en="Findings"),
        about=Text(ja="点検で分かった問題の全部です。", en="Everything the checks found."),
        columns=(
            SheetColumn(Text(ja="問題の分類", en="Problem"), 30),
            SheetColumn(Text(ja="重さ", en="Severity"), 8),
            SheetColumn(Text(ja="指摘", en="Finding"), 44),
            SheetColumn(Text(ja="なぜ問題か", en="Why"), 50),
            SheetColumn(Text(ja="どうする", en="What to do"), 50),
            SheetColumn(Text(ja="機器", en="Devices"), 40),
            SheetColumn(Text(ja="規則・経路など", en="Rules and paths"), 26),
            SheetColumn(Text(ja="見えたもの", en="What was seen"), 40),
            _PLACES,
            _SURE,
            SheetColumn(Text(ja="関係する義務", en="Duties"), 50),
            SheetColumn(Text(ja="打ち手", en="Measures"), 34),
            SheetColumn(Text(ja="指摘の番号", en="Id"), 30),
        ),
        rows=rows,
    )


def _measure_names(materials: Materials, ids: tuple[str, ...]) -> Text:
    known = materials.catalogue.measures
    names = [known[one].name if one in known else same(one) for one in ids]
    return Text(ja="、".join(name.ja for name in names), en=", ".join(name.en for name in names))


def _disputes(materials: Materials) -> Sheet:
    rows = tuple(
        (dispute.subject, dispute.title, dispute.believed, all_places(dispute.sources), value, all_places((source,)))
        for dispute in disputes_of(materials)
        for value, source in dispute.others
    )
    return Sheet(
        title=Text(ja="食い違い", en="Disagreements"),
        about=Text(
            ja="資料どうしが食い違った項目です。より直接の根拠を採りました。どちらが正しいか確かめてください。",
            en="Where sources disagree. The more direct one was believed; please check which is right.",
        ),
        columns=(
            SheetColumn(Text(ja="機器など", en="Thing"), 28),
            SheetColumn(Text(ja="項目", en="Field"), 18),
            SheetColumn(Text(ja="採った値", en="Believed"), 28),
            _PLACES,
            SheetColumn(Text(ja="別の資料の値", en="Other value"), 28),
            SheetColumn(Text(ja="別の資料の場所", en="Its place"), 50),
        ),
        rows=rows,
    )


def _crossings(materials: Materials) -> Sheet:
    ordered = sorted(materials.crossings, key=lambda one: (not one.leak, one.kind, one.id))
    rows = tuple(
        (
            Text(ja="想定外", en="unexpected") if one.leak else Text(ja="申請・契約あり", en="sanctioned"),
            CROSSING_NAMES[one.kind],
            materials.zone_name(one.from_zone),
            materials.zone_name(one.to_zone),
            one.source,
            one.destination,
            "、".join(one.services),
            Text(ja="外から中へ", en="inward") if one.inbound else Text(ja="中から外へ", en="outward"),
            _VERDICTS[one.allowed],
            one.seen,
            one.gateway_id or EMPTY,
            " ".join(part for part in (one.rule_id, one.rule_name) if part),
            "、".join(materials.labels(one.device_ids)),
            one.comment,
            one.confidence,
            all_places(one.sources),
        )
        for one in ordered
    )
    titles = (
        ("判定", "Verdict", 14), ("種類", "Kind", 24), ("どこから", "From", 18), ("どこへ", "To", 18),
        ("送信元", "Source", 22), ("宛先", "Destination", 22), ("サービス", "Services", 18), ("向き", "Direction", 12),
        ("設定上", "By configuration", 12), ("確認した通信(回)", "Seen (connections)", 12), ("通る機器", "Gateway", 14),
        ("規則", "Rule", 20), ("関係する機器", "Devices", 30), ("設定の注記", "Comment", 30),
    )  # fmt: skip
    return Sheet(
        title=Text(ja="越境通信", en="Crossings"),
        about=Text(
            ja="閉域のはずの区画と外との間の通り道の全部です。「設定上」は機器の設定からの判定、「確認した通信」は実際に見えた回数です。",
            en="Every way between a zone meant to be closed and the outside, by configuration and as seen in traffic.",
        ),
        columns=(*(SheetColumn(Text(ja=ja, en=en), width) for ja, en, width in titles), _SURE, _PLACES),
        rows=rows,
    )


def _remote(materials: Materials) -> Sheet:
    declared = [attribute for attribute in attributes_of(RemoteAccess) if attribute.name != "enabled"]
    rows = tuple(
        (
            *(_remote_cell(materials, access, attribute.name) for attribute in declared),
            Text(ja="有効", en="enabled") if access.enabled else Text(ja="無効", en="disabled"),
            "、".join(access.refs),
            all_places(access.sources),
        )
        for access in materials.hospital.remote_accesses
    )
    return Sheet(
        title=Text(ja="リモート保守", en="Remote maintenance"),
        about=Text(ja="業者が院外からつなぐ経路の全部です。", en="Every path by which a vendor connects from outside."),
        columns=(
            *(SheetColumn(attribute.title, 18) for attribute in declared),
            SheetColumn(Text(ja="状態", en="State"), 8),
            SheetColumn(Text(ja="設定上の名前", en="Names in configurations"), 30),
            _PLACES,
        ),
        rows=rows,
    )


def _remote_cell(materials: Materials, access: RemoteAccess, name: str) -> Cell:
    value = getattr(access, name)
    if isinstance(value, Fact):
        return _value(materials, name, [value])
    return "、".join(value) if value else None


def _assumptions(materials: Materials) -> Sheet:
    figures: list[tuple[Cell, ...]] = [
        (
            Text(ja="使った数値", en="figure"),
            one.name,
            one.value,
            one.low,
            one.high,
            unit_words(one.unit),
            BASIS_NAMES[one.basis],
            one.source,
            one.quantity,
        )
        for one in used_figures(materials)
    ]
    blank: tuple[Cell, ...] = (EMPTY,) * 4
    unknowns: list[tuple[Cell, ...]] = [
        (Text(ja="分からなかったこと", en="not known"), text, *blank, EMPTY, EMPTY, EMPTY) for text in materials.outcomes.unknowns
    ]
    asked: list[tuple[Cell, ...]] = [
        (Text(ja="先に確かめること", en="to find out first"), one.text, *blank, EMPTY, EMPTY, one.quantity)
        for one in materials.outcomes.questions
    ]
    judged: list[tuple[Cell, ...]] = [
        (
            Text(ja="判断できなかった点検", en="not judged"),
            joined((one.title, Text(ja=f"({one.reason.ja})", en=f"({one.reason.en})"))),
            *blank,
            EMPTY,
            one.needs,
            one.check,
        )
        for one in materials.diagnosis.not_judged
    ]
    return Sheet(
        title=Text(ja="前提と不明点", en="Assumptions"),
        about=Text(
            ja="試算に使った数値と出典、分からなかったこと、判断できなかった点検(何があれば分かるかは出典の欄)です。",
            en="Figures used with their sources, facts not known, and checks not judged (what would tell is in the source column).",
        ),
        columns=(
            SheetColumn(Text(ja="区分", en="Kind"), 18),
            SheetColumn(Text(ja="内容", en="What"), 60),
            SheetColumn(Text(ja="値", en="Value"), 14),
            SheetColumn(Text(ja="下限", en="Low"), 14),
            SheetColumn(Text(ja="上限", en="High"), 14),
            SheetColumn(Text(ja="単位", en="Unit"), 20),
            SheetColumn(Text(ja="もと", en="Basis"), 10),
            SheetColumn(Text(ja="出典", en="Source"), 60),
            SheetColumn(Text(ja="番号", en="Id"), 30),
        ),
        rows=tuple(figures + asked + unknowns + judged),
    )


