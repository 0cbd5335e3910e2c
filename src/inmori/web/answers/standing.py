"""How a checklist stands: what the present version's documents propose, and over it what people decided.

Looking a large hospital through takes seconds and gives the same every time, so the proposals are kept in the process; only
items that somebody decided are judged anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from inmori.catalogue import load_catalogue
from inmori.catalogue.requirement import Framework
from inmori.comply import Assessment, Decision, EvidencePaper, assess
from inmori.comply.answer import ItemAnswer
from inmori.comply.decision import histories
from inmori.comply.evidence import papers_of
from inmori.comply.propose import item_answer
from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import document
from inmori.web.versions.unkeyed import Unkeyed

EARLIER = 12  # versions back from which the numbers of the papers are counted on
T = TypeVar("T")


@dataclass(frozen=True)
class Ground:
    """What an assessment looks at: a version's documents, its papers, and which they are.

    The documents are read when they are looked at: a large hospital takes seconds, and most pages need what is kept of it.
    """

    key: tuple[str, ...]
    version: Version
    papers: tuple[EvidencePaper, ...]

    @property
    def hospital(self) -> Hospital:
        """The hospital as it was read."""
        found = document(self.version, Hospital, "hospital.json")
        assert found is not None
        return found

    @property
    def diagnosis(self) -> Diagnosis:
        """What is wrong in it."""
        found = document(self.version, Diagnosis, "diagnosis.json")
        assert found is not None
        return found


def ground(version: Version) -> Ground | None:
    """Return what a version gives to look at; None before it was read and diagnosed."""
    names = ("hospital.json", "diagnosis.json")
    key = list(StoredDocument.objects.filter(version=version, name__in=names).order_by("name").values_list("sha256", flat=True))
    if len(key) < len(names):
        return None
    papers = _papers(version.tenant_id, version.pk, Unkeyed(version))
    # The papers' numbers are this hospital's own, so another hospital with the same documents must not share them.
    return Ground((str(version.tenant_id), *key), version, papers)


def standing(on: Ground, framework: Framework, *, decided: Sequence[Decision], today: date) -> Assessment:
    """Return the assessment of an edition with people's decisions over it.

    Raises:
        InputError: an item was decided on more than three days of one fiscal year.
    """
    proposed = _proposed(on.key, framework.id, today, Unkeyed(on))
    history = histories([one for one in decided if load_catalogue().requirements.get(one.item) is not None])
    items = tuple(
        _item(on.key, item.id, today, history[item.id], Unkeyed(on)) if item.id in history else item for item in proposed.items
    )
    told = tuple(one for item in items for one in history.get(item.id, ()))
    return proposed.model_copy(update={"items": items, "decided": told})


@lru_cache(maxsize=128)
def _proposed(_key: tuple[str, ...], edition: str, today: date, on: Unkeyed[Ground]) -> Assessment:
    given = on.take()
    return assess(given.hospital, given.diagnosis, load_catalogue(), edition=edition, today=today, papers=given.papers)


@lru_cache(maxsize=512)
def _item(
    key: tuple[str, ...], item: str, today: date, decisions: tuple[Decision, ...], on: Unkeyed[Ground]
) -> ItemAnswer:
    known, given = load_catalogue(), on.take()
    row = known.requirements[item]
    papers = _proposed(key, row.framework, today, Unkeyed(given)).papers
    return item_answer(row, hospital=given.hospital, diagnosis=given.diagnosis, catalogue=known, today=today,
                       decisions=decisions, papers=papers)  # fmt: skip


@lru_cache(maxsize=64)
def _papers(_tenant: UUID, _version: int, version: Unkeyed[Version]) -> tuple[EvidencePaper, ...]:
    """Return the papers of the versions before: a number that people wrote beside an answer stays that paper's."""
    line: list[Version] = []
    each = version.take().after
    while each is not None and len(line) < EARLIER:
        line.append(each)
        each = each.after
    papers: tuple[EvidencePaper, ...] = ()
    for past in reversed(line):
        hospital = document(past, Hospital, "hospital.json")
        if hospital is not None:
            papers = papers_of(hospital, load_catalogue(), today=past.day, before=papers)
    return papers
