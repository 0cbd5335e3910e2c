"""Which measures serve which requirement (満たす打ち手): by the requirement a measure names, and by its topic of evidence.

A measure names a requirement in one edition; every other edition and sheet that asks for the same thing is served too.
Lists of every copy in every measure would count one duty many times over when measures are weighed against each other.
"""

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.measure import Measure
from inmori.catalogue.requirement import Requirement


def measures_serving(catalogue: Catalogue, requirement_id: str) -> tuple[Measure, ...]:
    """Return the measures that serve a requirement, in the order of the catalogue.

    Raises:
        KeyError: there is no such requirement.
    """
    wanted = catalogue.requirements[requirement_id]
    return tuple(one for one in catalogue.measures.values() if serves(catalogue, one, wanted))


def requirements_served(catalogue: Catalogue, measure: Measure) -> tuple[Requirement, ...]:
    """Return every requirement that a measure serves, in the order of the catalogue."""
    return tuple(one for one in catalogue.requirements.values() if serves(catalogue, measure, one))


def serves(catalogue: Catalogue, measure: Measure, requirement: Requirement) -> bool:
    """Whether a measure serves a requirement, in whatever edition it is asked."""
    if requirement.id in measure.requirements:
        return True
    topic = catalogue.topics.get(requirement.topic)
    if topic is None:
        return False
    if topic.measures:
        return measure.id in topic.measures
    named = (catalogue.requirements.get(name) for name in measure.requirements)
    return any(one is not None and one.topic == topic.id for one in named)
