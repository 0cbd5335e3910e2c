"""What is still open as an OSCAL plan of action and milestones: each no with its target day, each unknown with its task."""

from datetime import date

from inmori.comply import Assessment, ItemAnswer
from inmori.report.documents.oscal.results import finding, finding_id, observation, observation_id
from inmori.report.documents.oscal.vocabulary import (
    Json,
    identity,
    line,
    metadata,
    moment,
    prop,
    prose,
    resource,
)
from inmori.text import Text

_TITLE = Text(ja="改善の計画(いいえ・わからないの項目)", en="Plan of action: items answered no or not known")
_TARGET_UNSET = Text(ja="目標日は未定(年度末までに決める)", en="no target day yet; to be set by the end of the fiscal year")


def oscal_plan_of_action(assessment: Assessment, *, version: str) -> Json | None:
    """Return the plan; None where nothing is open, because OSCAL has no plan without an item."""
    open_items = [item for item in assessment.items if item.answer in ("no", "unknown")]
    if not open_items:
        return None
    cited = {file for item in open_items for file in item.cited}
    papers = [paper for paper in assessment.papers if paper.file in cited]
    plan: Json = {
        "uuid": identity("plan", assessment.hospital, assessment.edition, assessment.today.isoformat()),
        "metadata": metadata(_TITLE, assessment, version=version),
        "system-id": {"id": identity("hospital", assessment.hospital)},
        "observations": [observation(item, assessment) for item in open_items],
        "risks": [_risk(item, assessment) for item in open_items],
        "findings": [finding(item, assessment) for item in open_items],
        "poam-items": [_item(item, assessment) for item in open_items],
    }
    if papers:
        plan["back-matter"] = {"resources": [resource(paper, assessment) for paper in papers]}
    return {"plan-of-action-and-milestones": plan}


def _due(item: ItemAnswer, assessment: Assessment) -> date:
    if item.answer == "no" and item.decision and item.decision.target:
        return item.decision.target
    return item.task.by if item.task else assessment.year_end


def _risk(item: ItemAnswer, assessment: Assessment) -> Json:
    due = _due(item, assessment)
    spoilers = "、".join(one.name for one in item.spoilers[:20])
    statement = Text(ja=f"満たさないもの: {spoilers}", en=f"Not in order: {spoilers}") if spoilers else item.stands
    return {
        "uuid": identity("risk", assessment.hospital, item.id),
        "title": line(Text(ja=f"{item.number} {item.text.ja}", en=item.text.en)),
        "description": prose(item.recheck or item.reason),
        "statement": prose(statement),
        "status": "open",
        "deadline": moment(due),
        "remediations": [
            {
                "uuid": identity("remediation", assessment.hospital, item.id),
                "lifecycle": "planned",
                "title": line(_what(item)),
                "description": prose(_what(item)),
                "tasks": [
                    {
                        "uuid": identity("milestone", assessment.hospital, item.id),
                        "type": "milestone",
                        "title": line(_what(item)),
                        "timing": {"on-date": {"date": moment(due)}},
                    }
                ],
            }
        ],
    }


def _what(item: ItemAnswer) -> Text:
    if item.task:
        return item.task.what
    if item.decision and item.decision.target:
        day = item.decision.target.isoformat()
        return Text(ja=f"{day}までに「はい」にする: {item.decision.reason}", en=f"to be a yes by {day}: {item.decision.reason}")
    return _TARGET_UNSET


def _item(item: ItemAnswer, assessment: Assessment) -> Json:
    return {
        "uuid": identity("poam", assessment.hospital, item.id),
        "title": line(Text(ja=f"{item.number} {item.stands.ja}", en=item.stands.en)),
        "description": prose(item.text),
        "props": [prop("answer", item.answer)],
        "related-findings": [{"finding-uuid": finding_id(item, assessment)}],
        "related-observations": [{"observation-uuid": observation_id(item, assessment)}],
        "related-risks": [{"risk-uuid": identity("risk", assessment.hospital, item.id)}],
    }
