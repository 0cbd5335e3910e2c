"""A search takes minutes: assessing the same hospital again must not throw away, unseen, what it found."""

from datetime import date
from pathlib import Path

from inmori import __version__
from inmori.catalogue.loader import Catalogue
from inmori.cli.stage_files import read_stage, write_text
from inmori.diagnose.finding import Diagnosis
from inmori.errors import InmoriError
from inmori.model import Hospital
from inmori.plan import Roads
from inmori.plan.means import means_of
from inmori.text import Text

ROADS, SET_ASIDE = "roads.json", "roads.searched.json"
KEPT = Text(
    ja="この病院・この条件で探した計画(最適)が roads.json にあるため、それを使いました。探し直すには inmori plan を実行してください。",
    en="roads.json holds a searched roadmap for this hospital and these terms: it was kept. Run inmori plan to search anew.",
)
MOVED = Text(
    ja=f"前に探した計画(最適)は、予算・日付・指摘などの条件が今回と違うため {SET_ASIDE} に移しました。今回の roads.json には最適の道がありません。"
    "inmori plan を実行すると探せます。",
    en=f"The roadmap searched for earlier rests on other terms (budget, day, findings ...): it is now {SET_ASIDE}. "
    "This roads.json holds no best road; run inmori plan to search.",
)


def searched_roads(folder: Path, hospital: Hospital) -> Roads | None:
    """Return the roads of the folder if a search for this very hospital is in them; None where there are none to read."""
    try:
        roads = read_stage(folder, Roads, name=ROADS) if (folder / ROADS).exists() else None
    except InmoriError:  # of another version, or no file of ours: it cannot be used, as before
        return None
    if roads is None or roads.best is None:
        return None
    return roads if _made_from(roads).get("hospital.json") == hospital.sha256() else None


def same_terms(
    roads: Roads,
    hospital: Hospital,
    diagnosis: Diagnosis,
    catalogue: Catalogue,
    *,
    today: date,
    years: int,
    budget_yen: float | None,
    seed: int,
) -> bool:
    """Whether a plan made now would answer the question that these roads answer."""
    made, budget = _made_from(roads), means_of(hospital, catalogue, budget_yen=budget_yen).budget
    return (
        made.get("diagnosis.json") == diagnosis.sha256()
        and made.get("catalogue", catalogue.sha256) == catalogue.sha256  # files of older versions do not name it
        and "quotations" not in made
        and roads.inmori_version == __version__
        and (roads.today, roads.years, roads.seed) == (today, years, seed)
        and roads.budget_yen == budget
    )


def set_aside(folder: Path, roads: Roads) -> None:
    """Write searched roads beside those that take their place.

    Raises:
        InputError: the folder cannot be written.
    """
    write_text(folder / SET_ASIDE, roads.to_json())


def _made_from(roads: Roads) -> dict[str, str]:
    return {entry.name: entry.sha256 for entry in roads.made_from}
