"""How sure the figures are: what each hangs on, how they stand beside what is published, and what to find out first."""

from inmori.report.block import Block, Bullets, Column, Paragraph, Section, Subheading, Table
from inmori.report.documents.assessment.board import simulated
from inmori.report.documents.assessment.materials import Materials
from inmori.report.wording import (
    BASIS_NAMES,
    chance,
    chance_range,
    days_range,
    once_in,
    yen_brief,
    yen_range,
)
from inmori.simulate.outcome import BaseRate, Headline, ModelForm, Outcomes, Screened
from inmori.text import Text

_QUESTIONS = 5
_SCREENED = 4
_HARDLY = 0.005  # change of the expected loss below which two forms of the model say the same
_TWO_LINES = 50  # Japanese characters of movers
_TOGETHER = 0.75  # spread over effect from which a figure is said to act together with others
_TITLE = Text(ja="この見込みはどこまで確かか", en="How sure these figures are")
_SAYS = {"yearly_rate": once_in, "ehr_down_days": days_range, "p_ehr_seven_days": chance_range, "p_backup_lost": chance_range}


def certainty_section(materials: Materials) -> Section | None:
    """Build the section; None where nothing was simulated or the outcomes are of an older make."""
    outcomes = materials.outcomes
    if not simulated(materials) or not outcomes.headlines:
        return None
    blocks: list[Block] = [_headlines(outcomes.headlines)]
    if outcomes.base_rate is not None:
        blocks += [Paragraph(outcomes.base_rate.text), _ways(outcomes.base_rate)]
    if outcomes.questions:
        blocks += [
            Subheading(Text(ja="先に確かめるとよいこと", en="What to find out first")),
            Bullets(tuple(one.text for one in outcomes.questions[:_QUESTIONS])),
        ]
    blocks.append(Subheading(Text(ja="三つの不確かさ", en="Three kinds of uncertainty")))
    blocks.append(_kinds(outcomes))
    if len(outcomes.model_forms) > 1:
        blocks.append(_forms(outcomes.model_forms))
    if outcomes.screening:
        blocks.append(_screening(outcomes.screening[:_SCREENED]))
    return Section(id="certainty", title=_TITLE, blocks=tuple(blocks))


def _headlines(headlines: tuple[Headline, ...]) -> Table:
    return Table(
        caption=Text(ja="主な数字と、それをいちばん動かす前提", en="The main figures, and what moves each most"),
        columns=(
            Column(Text(ja="数字", en="Figure"), 1.2),
            Column(Text(ja="見込み(90%の範囲)", en="Estimate (90% range)"), 1.4),
            Column(Text(ja="もと", en="Basis"), 0.4),
            Column(Text(ja="いちばん動かす前提", en="Moved most by"), 2.6),
        ),
        rows=tuple(
            (
                one.name,
                _SAYS.get(one.id, yen_range)(one.value),
                BASIS_NAMES[one.basis],
                _movers(one.movers),
            )
            for one in headlines
        ),
    )


def _movers(names: tuple[Text, ...]) -> Text:
    """Two or three: the third only where it leaves the row at two lines."""
    kept = names if sum(len(each.ja) for each in names) <= _TWO_LINES else names[:2]
    return Text(ja="、".join(each.ja for each in kept) or "—", en="; ".join(each.en for each in kept) or "—")


def _ways(rate: BaseRate) -> Table:
    return Table(
        caption=Text(ja="入口の割合: この病院の試算と、警察庁の集計(全業種、2025年)", en="Ways in: this hospital, and the police count (2025)"),
        columns=(
            Column(Text(ja="入口", en="Way in"), 1.6),
            Column(Text(ja="この病院(試算)", en="This hospital"), 1.0),
            Column(Text(ja="警察庁(90%の範囲)", en="Police (90% range)"), 1.2),
        ),
        rows=tuple((way.name, chance(way.own), chance_range(way.published)) for way in rate.ways),
        small=True,
    )


def _kinds(outcomes: Outcomes) -> Paragraph:
    error, spread = chance(outcomes.monte_carlo_error), yen_range(outcomes.parameter_spread)
    return Paragraph(
        Text(
            ja=f"1年あたりの見込み損失について、(1) 試行の回数による誤差は±{error.ja}、(2) 使った数値の不確かさによる幅は{spread.ja}、"
            "(3) 計算の組み立て方による違いは下の表のとおりです。(1)は試行を増やせば小さくなりますが、(2)と(3)は事実が分からないかぎり残ります。",
            en=f"Of the expected yearly loss: (1) error from the number of trials ±{error.en}; (2) range from uncertain figures "
            f"{spread.en}; (3) other forms of the model: see the table. More trials lessen only (1).",
        )
    )


def _forms(forms: tuple[ModelForm, ...]) -> Table:
    """The forms that change the answer, each; those that hardly do, in one line."""
    main, others = forms[0], forms[1:]
    alike = [one for one in others if abs(_change(one, main)) < _HARDLY]
    rows = [(main.name, Text(ja="(基準)", en="(base)"), chance(main.p_ehr_seven_days))]
    rows += [
        (one.name, Text(ja=f"{_change(one, main):+.0%}", en=f"{_change(one, main):+.0%}"), chance(one.p_ehr_seven_days))
        for one in others
        if one not in alike
    ]
    if alike:
        names = Text(ja="、".join(one.name.ja for one in alike), en="; ".join(one.name.en for one in alike))
        rows.append((names, Text(ja="ほぼ変わらない", en="hardly any"), chance(alike[0].p_ehr_seven_days)))
    return Table(
        caption=Text(ja="計算の組み立て方を変えたとき", en="Under other forms of the model"),
        columns=(
            Column(Text(ja="組み立て方", en="Form"), 2.6),
            Column(Text(ja="見込み損失の変化", en="Change of the expected loss"), 0.9),
            Column(Text(ja="7日以上止まる確率(被害時)", en="Chance of 7 days or more"), 1.1),
        ),
        rows=tuple(rows),
        small=True,
    )


def _change(one: ModelForm, main: ModelForm) -> float:
    return one.expected_yearly_loss / main.expected_yearly_loss - 1 if main.expected_yearly_loss > 0 else 0.0


def _screening(figures: tuple[Screened, ...]) -> Table:
    return Table(
        caption=Text(ja="どの前提が効くか(ほかの前提も同時に動かした場合、モリスの方法)", en="Which figures matter while others move too (Morris)"),
        columns=(
            Column(Text(ja="前提", en="Figure"), 2.2),
            Column(Text(ja="見込み損失への効き", en="Effect on the expected loss"), 1.2),
            Column(Text(ja="効き方", en="How"), 1.2),
        ),
        rows=tuple((one.name, yen_brief(one.effect), _how(one)) for one in figures),
        small=True,
    )


def _how(one: Screened) -> Text:
    if one.spread > _TOGETHER * one.effect:
        return Text(ja="ほかの前提しだい", en="depends on others")
    return Text(ja="単独でも効く", en="by itself")
