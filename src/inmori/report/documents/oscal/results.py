"""The answers as OSCAL assessment results: an observation and a finding for each item, with the papers behind it.

OSCAL knows satisfied and not satisfied only. What is not known is "not satisfied" for the reason "other", and says so; an
item that does not apply has an observation and no finding.
"""

from inmori.comply import ANSWER_NAMES, BASIS_NAMES, Assessment, ItemAnswer
from inmori.report.documents.oscal.vocabulary import (
    Json,
    identity,
    line,
    metadata,
    moment,
    paper_id,
    prop,
    prose,
    resource,
    token,
)
from inmori.text import Text

_TITLE = Text(ja="自己点検の結果", en="Results of the self-assessment")
_PLAN = Text(
    ja="点検の手順: 渡された資料を読み、項目ごとに案を出し、人が理由と日付をつけて決める。",
    en="Procedure: the papers handed over are read, an answer is proposed for each item, people decide with reason and day.",
)


def oscal_results(assessment: Assessment, *, version: str) -> Json:
    """Return the assessment results."""
    plan = identity("procedure", assessment.edition)
    answered = [item for item in assessment.items if item.answer != "not_applicable"]
    result: Json = {
        "uuid": identity("result", assessment.hospital, assessment.edition, assessment.today.isoformat()),
        "title": line(_TITLE),
        "description": line(assessment.name),
        "start": moment(assessment.today),
        "end": moment(assessment.today),
        "props": [prop("guideline-route", assessment.route.course)],
        "reviewed-controls": {
            "control-selections": [{"include-controls": [{"control-id": token(item.id)} for item in assessment.items]}]
        },
        "observations": [observation(item, assessment) for item in assessment.items],
        "findings": [finding(item, assessment) for item in answered],
    }
    if not answered:
        del result["findings"]
    return {
        "assessment-results": {
            "uuid": identity("results", assessment.hospital, assessment.edition, assessment.today.isoformat()),
            "metadata": metadata(_TITLE, assessment, version=version),
            "import-ap": {"href": f"#{plan}"},
            "results": [result],
            "back-matter": {
                "resources": [
                    {"uuid": plan, "title": line(Text(ja="点検の手順", en="Procedure")), "description": prose(_PLAN)},
                    *(resource(paper, assessment) for paper in assessment.papers),
                ]
            },
        }
    }


def observation_id(item: ItemAnswer, assessment: Assessment) -> str:
    """Return the id of what was seen of an item."""
    return identity("observation", assessment.hospital, item.id)


def finding_id(item: ItemAnswer, assessment: Assessment) -> str:
    """Return the id of an item's finding."""
    return identity("finding", assessment.hospital, item.id)


def observation(item: ItemAnswer, assessment: Assessment) -> Json:
    """Return what the papers and people say of an item."""
    papers = [one for one in assessment.papers if one.file in item.cited]
    methods = sorted({"INTERVIEW" if one.kind.value == "told" else "EXAMINE" for one in papers}) or ["EXAMINE"]
    seen: Json = {
        "uuid": observation_id(item, assessment),
        "title": f"{item.number}",
        "description": prose(item.reason),
        "props": [
            prop("proposed", item.proposed),
            prop("basis", item.basis),
            *([prop("contradiction", "yes")] if item.contradiction or item.against_papers else []),
        ],
        "methods": methods,
        "types": ["control-objective"],
        "collected": moment(max((one.made_on for one in papers if one.made_on), default=assessment.today)),
        "remarks": prose(BASIS_NAMES[item.basis]),
    }
    if papers:
        seen["relevant-evidence"] = [
            {"href": f"#{paper_id(one, assessment)}", "description": prose(one.shows)} for one in papers
        ]
    ends = [one.expires for one in papers if one.expires]
    return seen | ({"expires": moment(min(ends))} if ends else {})


def finding(item: ItemAnswer, assessment: Assessment) -> Json:
    """Return the answer that stands."""
    last = item.decision
    said = ANSWER_NAMES[item.answer]
    reason = item.recheck or (Text(ja=last.reason, en=last.reason) if last else item.reason)
    status: Json = {"state": "satisfied" if item.answer == "yes" else "not-satisfied"}
    status["reason"] = {"yes": "pass", "no": "fail"}.get(item.answer, "other")
    if item.answer == "unknown":
        status["remarks"] = prose(item.stands)
    decided = [prop("decided-on", last.on.isoformat()), prop("decided-by", last.who)] if last and last.who.strip() else []
    return {
        "uuid": finding_id(item, assessment),
        "title": line(Text(ja=f"{item.number} {said.ja}", en=said.en)),
        "description": prose(reason),
        "props": [prop("answer", item.answer), *decided],
        "target": {"type": "statement-id", "target-id": f"{token(item.id)}_statement", "status": status},
        "related-observations": [{"observation-uuid": observation_id(item, assessment)}],
    }
