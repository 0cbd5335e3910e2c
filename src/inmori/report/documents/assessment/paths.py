"""Attack paths as chains that can be read aloud: where it begins, what follows, where it hurts."""

from inmori.report.block import Block, Chain, ChainStep, Column, Paragraph, Section, Table
from inmori.report.documents.assessment.board import attack, simulated
from inmori.report.documents.assessment.materials import Materials
from inmori.report.wording import chance, hours, once_in, plain, same
from inmori.simulate.outcome import AttackPath
from inmori.text import Text

_SHOWN = 4
_TITLE = Text(ja="攻撃の道すじ", en="Attack paths")


def paths_section(materials: Materials) -> Section:
    """Build the section."""
    outcomes = materials.outcomes
    if not simulated(materials):
        return Section(id="paths", title=_TITLE, blocks=(Paragraph(attack(materials), "caution"),))
    blocks: list[Block] = [
        Paragraph(
            Text(
                ja=f"試算した{outcomes.trials:,}回の攻撃のうち、被害に至ったものがたどった道すじです。時間は典型的な長さです。",
                en=f"These are the paths that damaging attacks took among {outcomes.trials:,} simulated ones. Times are typical.",
            ),
            "lead",
        )
    ]
    if outcomes.archetypes:
        blocks.append(_ways_in(materials))
    if outcomes.paths:
        blocks += [_chain(materials, path) for path in outcomes.paths[:_SHOWN]]
    else:
        blocks.append(
            Paragraph(
                Text(
                    ja="この資料からは、被害に至る道すじを示せませんでした。道がないという意味ではありません。",
                    en="No path to damage could be shown from this evidence. This does not mean that there is none.",
                ),
                "caution",
            )
        )
    return Section(id="paths", title=_TITLE, blocks=tuple(blocks))


def _ways_in(materials: Materials) -> Table:
    rows = sorted(materials.outcomes.archetypes, key=lambda one: (-one.share, one.archetype))
    return Table(
        caption=Text(ja="どこから入られるか", en="Ways in"),
        columns=(
            Column(Text(ja="入られ方", en="Way in"), 2.6),
            Column(Text(ja="被害全体に占める割合", en="Share of all damage"), 1.4, "right"),
            Column(Text(ja="起きる頻度", en="How often"), 2.0),
        ),
        rows=tuple((one.name, chance(one.share), once_in(one.yearly_rate)) for one in rows),
    )


def _chain(materials: Materials, path: AttackPath) -> Chain:
    names = {one.archetype: one.name for one in materials.outcomes.archetypes}
    known = materials.catalogue.archetypes.get(path.archetype)
    name = names.get(path.archetype) or (known.name if known else same(path.archetype))
    total = sum(step.hours for step in path.steps)
    share = chance(path.share)
    return Chain(
        title=name,
        share=Text(ja=f"被害の{share.ja}", en=f"{share.en} of damage"),
        steps=tuple(
            ChainStep(text=step.text, place=same(plain(step.place, 60)), duration=hours(step.hours)) for step in path.steps
        ),
        end=Text(ja=f"入口から被害まで{hours(total).ja}", en=f"From entry to damage: {hours(total).en}"),
    )
