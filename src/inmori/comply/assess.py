"""Assesses a hospital against one edition of one framework. Pure: the same arguments give the same answer."""

from collections.abc import Sequence
from datetime import date

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Framework
from inmori.comply.answer import ItemAnswer
from inmori.comply.assessment import Assessment
from inmori.comply.decision import Decision, checked, fiscal_year, histories, year_end
from inmori.comply.evidence import EvidencePaper, papers_of, with_items
from inmori.comply.propose import item_answer
from inmori.comply.route import route_of
from inmori.comply.side_by_side import side_by_side
from inmori.comply.vendor_matrix import Request, vendor_matrix
from inmori.diagnose import diagnose
from inmori.diagnose.finding import Diagnosis
from inmori.errors import InputError
from inmori.model import Hospital
from inmori.plan.roadmap_make import direction_of
from inmori.plan.roads import Roads
from inmori.text import Text


def assess(
    hospital: Hospital,
    diagnosis: Diagnosis,
    catalogue: Catalogue,
    *,
    edition: str,
    today: date,
    decided: Sequence[Decision] = (),
    requests: Sequence[Request] = (),
    papers: Sequence[EvidencePaper] = (),
) -> Assessment:
    """Return the answer to every item of an edition.

    ``edition`` is a framework's id ("checklist-r8") or its short name ("r8"). ``decided`` are people's decisions, ``requests``
    what was asked of vendors; both come back in the result, so that a later run can start from them. ``papers`` are those of
    an earlier run, from which numbers and versions count on.

    Raises:
        InputError: no such edition, or a decision that cannot stand (see ``decision.checked``).
    """
    framework = framework_of(catalogue, edition)
    rows = {one.id: one for one in catalogue.requirements.values() if one.framework == framework.id and one.row}
    for decision in decided:
        if decision.item not in rows:
            raise InputError(
                Text(ja=f"「{decision.item}」は{framework.name.ja}の項目ではありません。", en=f"“{decision.item}” is no item of {framework.name.en}.")
            )
        checked(decision, rows[decision.item], today=today)
    history = histories(decided)
    evidence = papers_of(hospital, catalogue, today=today, before=papers)
    items = tuple(
        item_answer(
            row,
            hospital=hospital,
            diagnosis=diagnosis,
            catalogue=catalogue,
            today=today,
            decisions=history.get(row.id, ()),
            papers=evidence,
        )
        for row in rows.values()
    )
    return Assessment(
        edition=framework.id,
        name=framework.name,
        note=_note(framework, today),
        address=framework.address,
        today=today,
        year_end=year_end(today),
        hospital=hospital.name.value or "",
        items=items,
        route=route_of(hospital, catalogue, today=today),
        vendors=vendor_matrix(hospital, catalogue, today=today, requests=requests),
        decided=tuple(decision for row in rows for decision in history.get(row, ())),
        requests=tuple(requests),
        papers=with_items(evidence, {item.id: item.cited for item in items}),
    )


def with_plan(
    assessment: Assessment, hospital: Hospital, roads: Roads, catalogue: Catalogue, *, direction: str | None = None
) -> Assessment:
    """Return the assessment with the answers without any measure, today and after a direction side by side.

    ``direction`` is the id of one of the roads; None takes the one that a roadmap would follow.

    Raises:
        InputError: there is no such direction, or no roads were compared.
    """
    chosen, because = direction_of(roads, direction)
    rows = [catalogue.requirements[one.id] for one in assessment.items]
    today = assessment.today

    def items(of: Hospital, found: Diagnosis) -> list[ItemAnswer]:
        return [item_answer(row, hospital=of, diagnosis=found, catalogue=catalogue, today=today) for row in rows]

    compared = side_by_side(
        hospital,
        roads,
        chosen,
        catalogue,
        because=because,
        today=today,
        now=assessment.items,
        items=items,
        look=lambda of: diagnose(of, catalogue, today=today),
    )
    return assessment.model_copy(update={"compared": compared})


def framework_of(catalogue: Catalogue, edition: str) -> Framework:
    """Return the framework that is meant.

    Raises:
        InputError: there is none, or it is one that vendors answer.
    """
    own = [one for one in catalogue.frameworks.values() if one.sheet in ("hospital", "pharmacy")]
    found = next((one for one in catalogue.frameworks.values() if edition in (one.id, one.short)), None)
    if found is None:
        names = "、".join(sorted(one.short for one in own))
        raise InputError(
            Text(ja=f"「{edition}」という版はありません({names})。", en=f"There is no edition “{edition}” ({names.replace('、', ', ')}).")
        )
    if found.sheet in ("vendor", "provider"):
        raise InputError(_for_vendors(found))
    return found


def _for_vendors(found: Framework) -> Text:
    if found.sheet == "provider":
        return Text(
            ja=f"{found.name.ja}は事業者に求めることの一覧で、病院が答える表ではありません。病院の版(r8など)を指定してください。",
            en=f"{found.name.en} is what vendors are asked, not a form that a hospital answers. Name a hospital's edition such as r8.",
        )
    return Text(
        ja=f"{found.name.ja}は事業者に書いてもらう表です。病院の版を指定すると、事業者ごとの受領の状況が分かります。",
        en=f"{found.name.en} is filled in by vendors. Name the hospital's edition to see which vendors have answered.",
    )


def _note(framework: Framework, today: date) -> Text | None:
    """Say what was not seen of the edition, and that another year's form is due."""
    parts = [framework.note] if framework.note else []
    year = fiscal_year(today)
    if framework.fiscal_year is not None and framework.fiscal_year != year:
        parts.append(
            Text(
                ja=f"今日は{year}年度、この版は{framework.fiscal_year}年度のものです。",
                en=f"Today is in fiscal {year}; this edition is of fiscal {framework.fiscal_year}.",
            )
        )
    return Text(ja="".join(one.ja for one in parts), en=" ".join(one.en for one in parts)) if parts else None
