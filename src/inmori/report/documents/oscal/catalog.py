"""One edition of a checklist as an OSCAL catalogue: a control for each item, restated, with the official address."""

from inmori.comply import Assessment, ItemAnswer
from inmori.report.documents.oscal.vocabulary import (
    Json,
    identity,
    line,
    metadata,
    moment,
    prop,
    prose,
    token,
)
from inmori.text import Text


def oscal_catalog(assessment: Assessment, *, version: str) -> Json:
    """Return the catalogue of the assessment's edition."""
    groups: dict[str, list[ItemAnswer]] = {}
    for item in assessment.items:
        groups.setdefault(item.number.split("-")[0].strip() or "-", []).append(item)
    return {
        "catalog": {
            "uuid": identity("catalog", assessment.edition),
            "metadata": metadata(assessment.name, assessment, version=version) | {"published": moment(assessment.today)},
            "groups": [
                {
                    "id": token(f"{assessment.edition}_group_{index}"),
                    "title": line(Text(ja=f"{name}の項目", en=f"Items of {name}")),
                    "controls": [_control(item) for item in items],
                }
                for index, (name, items) in enumerate(groups.items(), start=1)
            ],
        }
    }


def _control(item: ItemAnswer) -> Json:
    name = token(item.id)
    return {
        "id": name,
        "title": line(Text(ja=f"{item.number} {item.text.ja}", en=item.text.en)),
        "props": [{"name": "label", "value": item.number}, prop("confidence", item.confidence)],
        "links": [{"href": item.address, "rel": "reference"}],
        "parts": [
            {"id": f"{name}_statement", "name": "statement", "prose": prose(item.text)},
            {"id": f"{name}_shows", "name": "guidance", "prose": prose(item.shows)},
        ],
    }
