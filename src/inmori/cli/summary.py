"""What the verbs print when they are done: the first lines a person should read, in plain words."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from inmori.cli.intake_text import intake_lines
from inmori.diagnose.finding import PROBLEM_CLASS_NAMES, SEVERITY_NAMES, SEVERITY_ORDER, Diagnosis
from inmori.ingest.intake import Intake
from inmori.model import Hospital
from inmori.plan.roads import DirectionResult, Roads
from inmori.reach import crossings
from inmori.simulate.outcome import Outcomes
from inmori.text import Language, Text
from inmori.units import Interval, percent, yen_en, yen_ja

RESULT_FILES = (
    "report.pdf",
    "index.html",
    "annex.xlsx",
    "hospital.json",
    "intake.json",
    "diagnosis.json",
    "outcomes.json",
    "roads.json",
)
SHOWN_PATHS = 3
SHOWN_FINDINGS = 10


def exceeds(diagnosis: Diagnosis, fail_on: str | None) -> bool:
    """Whether a finding is at least as severe as ``fail_on``."""
    if fail_on is None:
        return False
    return any(SEVERITY_ORDER[f.severity] >= SEVERITY_ORDER[fail_on] for f in diagnosis.findings)


def finding_lines(diagnosis: Diagnosis, language: Language) -> Iterator[str]:
    """All findings, most severe first, one line each."""
    for finding in sorted(diagnosis.findings, key=lambda f: (-SEVERITY_ORDER[f.severity], f.id)):
        words = SEVERITY_NAMES[finding.severity].in_(language)
        kind = PROBLEM_CLASS_NAMES[finding.problem_class].in_(language).split(" ")[0]
        yield f"[{words}] {kind} {finding.title.in_(language)}"
    yield Text(
        ja=f"指摘 {len(diagnosis.findings)} 件、判定できなかった項目 {len(diagnosis.not_judged)} 件",
        en=f"{len(diagnosis.findings)} findings, {len(diagnosis.not_judged)} could not be judged",
    ).in_(language)


def leak_line(hospital: Hospital, today: date, language: Language) -> str:
    """How open the closed network is; "none found" is never said where nothing could be looked at."""
    leaks = sum(crossing.leak for crossing in crossings(hospital, today=today))
    if not leaks and not hospital.gateways and not hospital.flows:
        return Text(
            ja="閉域の境目を越える通り道は、ファイアウォールの設定も通信記録もないため、判断できません。",
            en="Whether anything crosses the closed boundary cannot be told: no firewall configuration, no traffic.",
        ).in_(language)
    return Text(
        ja=f"閉域の境目を越える、申請や契約の裏付けのない通り道: {leaks} 件",
        en=f"Ways across the closed network's boundary that nothing sanctions: {leaks}",
    ).in_(language)


def outcome_lines(outcomes: Outcomes, language: Language) -> Iterator[str]:
    """The distribution in days and yen, the likeliest paths and what moves the answer."""
    days, loss = outcomes.ehr_down_days, outcomes.loss_given_damage
    yield Text(
        ja=f"被害の出る攻撃は年に {percent(outcomes.yearly_rate.mid)}({percent(outcomes.yearly_rate.low)}〜{percent(outcomes.yearly_rate.high)})と見積もられます。",
        en=f"A damaging attack: {percent(outcomes.yearly_rate.mid)} a year ({percent(outcomes.yearly_rate.low)} to {percent(outcomes.yearly_rate.high)}).",
    ).in_(language)
    yield Text(
        ja=f"そのとき電子カルテは {days.mid:.0f}日({days.low:.0f}〜{days.high:.0f}日)止まり、損害は {money(loss, 'ja')}。7日以上止まる確率は {percent(outcomes.p_ehr_seven_days.mid)}。",
        en=f"The EHR would then be down {days.mid:.0f} days ({days.low:.0f} to {days.high:.0f}), the loss {money(loss, 'en')}; seven days or more: {percent(outcomes.p_ehr_seven_days.mid)}.",
    ).in_(language)
    for path in outcomes.paths[:SHOWN_PATHS]:
        yield f"  {percent(path.share)}: " + " → ".join(step.text.in_(language) for step in path.steps)
    moving = [driver.name.in_(language) for driver in outcomes.drivers[:SHOWN_PATHS]]
    if moving:
        yield Text(ja="答えを最も動かす前提: ", en="What moves the answer most: ").in_(language) + "、".join(moving)
    yield Text(
        ja=f"試行 {outcomes.trials:,} 回、種 {outcomes.seed}、計算の誤差 ±{outcomes.monte_carlo_error:.1%}。前提の一覧は outcomes.json。",
        en=f"{outcomes.trials:,} trials, seed {outcomes.seed}, Monte Carlo error ±{outcomes.monte_carlo_error:.1%}. Assumptions: outcomes.json.",
    ).in_(language)


def road_lines(roads: Roads, language: Language, *, leaks_known: bool = True, verdict: bool = True) -> Iterator[str]:
    """The directions side by side, what must be known before them, the verdict and the six next steps.

    ``verdict`` False leaves the verdict out, where the same differences are told pair by pair.
    """
    for direction in (*roads.directions, *((roads.best,) if roads.best is not None else ())):
        yield _direction_line(direction, roads.years, language, leaks_known=leaks_known)
    for note in roads.notes:
        yield f"! {note.in_(language)}"
    if verdict:
        yield roads.verdict.in_(language)
    for step in roads.next_steps:
        cost = money(step.cost, language) if step.cost else Text(ja="費用の見積りなし", en="no estimate").in_(language)
        quoted = f" [{step.quotation.in_(language)}]" if step.quotation else ""
        yield f"  {step.rank}. {step.title.in_(language)}: {cost}{quoted}"


def _direction_line(direction: DirectionResult, years: int, language: Language, *, leaks_known: bool) -> str:
    ja_leaks = f"{direction.open_crossings}件" if leaks_known else "判断できません"
    en_leaks = str(direction.open_crossings) if leaks_known else "cannot be told"
    over = Text(ja=" 【予算超過】", en=" [over budget]").in_(language) if direction.over_budget else ""
    if direction.saved is not None:
        over += Text(
            ja=f"(院外へ移して要らなくなる保守・サーバ更新 {money(direction.saved, 'ja')} を差し引いた費用)",
            en=f" (cost is after {money(direction.saved, 'en')} of maintenance and servers that fall away with the move)",
        ).in_(language)
    return Text(
        ja=f"{direction.name.ja}: {years}年の費用 {money(direction.total_cost, 'ja')}、見込まれる損害 {money(direction.expected_loss, 'ja')}、電カルが7日以上止まる確率 {percent(direction.p_ehr_seven_days.mid)}、残る抜け道 {ja_leaks}",
        en=f"{direction.name.en}: cost over {years} years {money(direction.total_cost, 'en')}, expected loss {money(direction.expected_loss, 'en')}, EHR down 7 days or more {percent(direction.p_ehr_seven_days.mid)}, leaks left {en_leaks}",
    ).in_(language) + over


def money(amount: Interval, language: Language) -> str:
    """An amount of yen with its range; a price in writing has none."""
    write = yen_ja if language == "ja" else yen_en
    if amount.low == amount.high > 0:
        return write(amount.mid)
    if language == "ja":
        return f"{write(amount.mid)}({write(amount.low)}〜{write(amount.high)})"
    return f"{write(amount.mid)} ({write(amount.low)} to {write(amount.high)})"


def assessment_lines(
    out: Path,
    hospital: Hospital,
    intake: Intake,
    diagnosis: Diagnosis,
    outcomes: Outcomes,
    roads: Roads,
    language: Language,
    *,
    columns: Path | None = None,
) -> Iterator[str]:
    """The whole assessment in about thirty lines, then where each file is."""
    name = hospital.name.value or Text(ja="(名称不明)", en="(name unknown)").in_(language)
    yield f"■ {name}"
    yield from intake_lines(hospital, intake, language, columns=columns)
    yield leak_line(hospital, diagnosis.today, language)
    yield ""
    lines = list(finding_lines(diagnosis, language))
    yield from lines[:SHOWN_FINDINGS]
    if len(lines) > SHOWN_FINDINGS:
        yield f"  … {lines[-1]}"
    yield ""
    yield from outcome_lines(outcomes, language)
    yield ""
    yield from road_lines(roads, language, leaks_known=bool(hospital.gateways or hospital.flows))
    yield ""
    yield Text(ja="できたファイル:", en="Files written:").in_(language)
    for file in RESULT_FILES:
        yield f"  {out / file}"
    yield Text(
        ja=f"次に: inmori plan {out} --budget 年の予算(円) で、予算の中でよりよい組合せと順番を探します(2分ほど。Ctrl-Cでそこまでの最良)。",
        en=f"Next: inmori plan {out} --budget YEN searches for a better mix and order within a yearly budget (about two minutes).",
    ).in_(language)


def assessment_summary(
    out: Path, hospital: Hospital, diagnosis: Diagnosis, outcomes: Outcomes, roads: Roads
) -> str:
    """The same for machines: one JSON object with the main figures and the paths."""
    summary = {
        "hospital": hospital.name.value,
        "devices_in_use": sum(device.in_use() for device in hospital.devices),
        "leaks": sum(crossing.leak for crossing in crossings(hospital, today=diagnosis.today)),
        "findings": {
            severity: sum(f.severity == severity for f in diagnosis.findings) for severity in SEVERITY_ORDER
        },
        "not_judged": len(diagnosis.not_judged),
        "yearly_rate": outcomes.yearly_rate.model_dump(),
        "ehr_down_days": outcomes.ehr_down_days.model_dump(),
        "expected_yearly_loss": outcomes.expected_yearly_loss.model_dump(),
        "directions": {
            direction.id: {
                "total_cost": direction.total_cost.model_dump(),
                "expected_loss": direction.expected_loss.model_dump(),
                "p_ehr_seven_days": direction.p_ehr_seven_days.model_dump(),
            }
            for direction in roads.directions
        },
        "files": [str(out / file) for file in RESULT_FILES],
    }
    return json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True)
