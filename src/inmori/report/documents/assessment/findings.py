"""Findings with evidence: where, how we know, what to do; by the five problems, the gravest first.

A check that fires many times makes one card with a list, because forty like cards hide the forty-first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inmori.diagnose.finding import PROBLEM_CLASS_NAMES, SEVERITY_NAMES, SEVERITY_ORDER, Finding
from inmori.report.block import Block, Card, Column, Paragraph, Section, Subheading, Table
from inmori.report.documents.assessment.duties import duties
from inmori.report.documents.assessment.materials import Materials
from inmori.report.wording import ANNEX, EMPTY, listed, places, plain, ref, shortened
from inmori.text import Text

_ALONE = 3  # findings of one check that still get a card each
_GRAVE = frozenset({"critical", "high"})


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one check and severity, shown together."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that gives the group its words."""
        return self.findings[0]

    def device_ids(self) -> tuple[str, ...]:
        """All devices of the group, each once."""
        return tuple(dict.fromkeys(device for finding in self.findings for device in finding.device_ids))


def findings_section(materials: Materials) -> Section:
    """Build the section."""
    findings = materials.diagnosis.findings
    blocks: list[Block] = [_lead(materials)]
    for problem_class, name in PROBLEM_CLASS_NAMES.items():
        groups = groups_of([one for one in findings if one.problem_class == problem_class])
        if groups:
            blocks.append(Subheading(name))
            blocks += _cards(materials, groups)
    return Section(id="findings", title=Text(ja="指摘事項", en="Findings"), blocks=tuple(blocks))


def groups_of(findings: Sequence[Finding]) -> list[FindingGroup]:
    """Put findings of one check and severity together when there are many; the gravest first."""
    by_check: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_check.setdefault((finding.check, finding.severity), []).append(finding)
    groups = [
        FindingGroup(tuple(part))
        for found in by_check.values()
        for part in ([found] if len(found) > _ALONE else [[one] for one in found])
    ]
    return sorted(groups, key=lambda group: (-SEVERITY_ORDER[group.first.severity], group.first.check, group.first.id))


def _lead(materials: Materials) -> Paragraph:
    findings = materials.diagnosis.findings
    ran = len(materials.diagnosis.checks_run)
    if not ran and not findings:
        return Paragraph(Text(ja="点検はまだ行われていません。", en="No check has been run."), "caution")
    if not findings:
        return Paragraph(
            Text(
                ja=f"{ran}種類の点検で、指摘はありませんでした。問題がないという意味ではありません。"
                "資料で見えない所と、判断できなかった点検(後のページ)を確かめてください。",
                en=f"{ran} checks gave no finding. This does not mean that all is well: see what the evidence does not "
                "show and which checks could not be judged (later page).",
            ),
            "caution",
        )
    counts = [(SEVERITY_NAMES[severity], sum(1 for one in findings if one.severity == severity)) for severity in SEVERITY_ORDER]
    return Paragraph(
        Text(
            ja=f"{ran}種類の点検で、{len(findings)}件の指摘がありました("
            + "、".join(f"{name.ja} {count}" for name, count in counts)
            + f")。機器の一覧と根拠の全部は{ANNEX}の「指摘」にあります。",
            en=f"{ran} checks gave {len(findings)} findings ("
            + ", ".join(f"{name.en} {count}" for name, count in counts)
            + f"). All devices and places are in {ANNEX}, sheet “Findings”.",
        ),
        "lead",
    )


def _cards(materials: Materials, groups: list[FindingGroup]) -> list[Block]:
    """Cards for the grave ones, one table for the rest."""
    blocks: list[Block] = [_card(materials, group) for group in groups if group.first.severity in _GRAVE]
    rest = [group for group in groups if group.first.severity not in _GRAVE]
    if rest:
        blocks.append(
            Table(
                caption=Text(ja="注意・軽微の指摘", en="Medium and low findings"),
                columns=(
                    Column(Text(ja="重さ", en="Severity"), 0.6),
                    Column(Text(ja="指摘", en="Finding"), 2.0),
                    Column(Text(ja="どこで", en="Where"), 1.8),
                    Column(Text(ja="どうする", en="What to do"), 2.4),
                ),
                rows=tuple(_row(materials, group) for group in rest),
                small=True,
            )
        )
    return blocks


def _card(materials: Materials, group: FindingGroup) -> Card:
    first = group.first
    lines = [
        (Text(ja="なぜ問題か", en="Why it matters"), shortened(first.why, ja=200, en=400)),
        (Text(ja="どこで", en="Where"), _where(materials, group)),
        (Text(ja="分かった根拠", en="How we know"), _known(group)),
        (Text(ja="どうする", en="What to do"), shortened(first.how, ja=240, en=480)),
    ]
    duties = _duties(materials, group)
    if duties is not None:
        lines.append((Text(ja="関係する義務", en="Duties touched"), duties))
    return Card(
        badge=SEVERITY_NAMES[first.severity],
        mark=first.severity,
        title=_title(group),
        lines=tuple((label, text) for label, text in lines if text.ja),
    )


def _title(group: FindingGroup) -> Text:
    title = shortened(group.first.title, ja=90, en=180)
    more = len(group.findings) - 1
    return Text(ja=f"{title.ja} ほか同じ指摘{more}件", en=f"{title.en} and {more} alike") if more else title


def _where(materials: Materials, group: FindingGroup, *, limit: int = 6) -> Text:
    """Name devices with their zones, or what else the finding is about; the annex has them all."""
    ids = group.device_ids()
    if ids:
        names = listed(materials.labels(ids), limit=limit, counter="台", width=36)
        zones = materials.zones_of(ids)
        return Text(
            ja=names.ja + (f"(区画: {plain(zones.ja, 60)})" if zones.ja else ""),
            en=names.en + (f" (zones: {plain(zones.en, 60)})" if zones.en else ""),
        )
    refs = list(dict.fromkeys(one for finding in group.findings for one in finding.refs))
    # A remote path comes with all its addresses and object names: its own name says it.
    said = [materials.things[one] for one in refs if one in materials.things] or [ref(one) for one in refs]
    return Text(
        ja=listed([one.ja for one in said], limit=limit, width=40).ja, en=listed([one.en for one in said], limit=limit, width=50).en
    )


def _known(group: FindingGroup) -> Text:
    """Say the places of the evidence, and how sure we are where doubt is left."""
    known = places([source for finding in group.findings for source in finding.evidence])
    least = min(finding.confidence for finding in group.findings)
    if least >= 0.75:
        return known
    doubt = round(least * 10)
    return Text(ja=f"{known.ja}(確からしさ 10中{doubt})", en=f"{known.en} (confidence {doubt} in 10)")


def _duties(materials: Materials, group: FindingGroup) -> Text | None:
    """Number the requirements that the finding touches."""
    ids = tuple(dict.fromkeys(one for finding in group.findings for one in finding.requirements))
    return duties(materials.catalogue, ids, limit=4) if ids else None


def _row(materials: Materials, group: FindingGroup) -> tuple[Text, ...]:
    first = group.first
    where = _where(materials, group, limit=3)
    return (
        SEVERITY_NAMES[first.severity],
        _title(group),
        shortened(where, ja=120, en=160) if where.ja else EMPTY,
        shortened(first.how, ja=120, en=220),
    )
