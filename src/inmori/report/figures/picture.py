"""The kinds of picture a paper may hold, and the one place that draws whichever it is."""

from inmori.report.figures.bars import Stacks, Tornado, draw_stacks, draw_tornado
from inmori.report.figures.front import Front, draw_front
from inmori.report.figures.gantt import Gantt, draw_gantt
from inmori.report.figures.histogram import Histogram, draw_histogram
from inmori.report.figures.network_diagram import NetworkPicture, draw_network
from inmori.report.figures.svg import Drawing
from inmori.report.figures.turning import Turning, draw_turning
from inmori.report.figures.two_roads import TwoRoads, draw_two_roads
from inmori.text import Language

Picture = Histogram | Tornado | Stacks | Gantt | TwoRoads | Turning | Front | NetworkPicture


def draw(picture: Picture, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw a picture; ``key`` makes its ids unique on the page, ``alt`` replaces it for those who cannot see it."""
    if isinstance(picture, Histogram):
        return draw_histogram(picture, language=language, key=key, title=title, alt=alt)
    if isinstance(picture, Tornado):
        return draw_tornado(picture, language=language, key=key, title=title, alt=alt)
    if isinstance(picture, Stacks):
        return draw_stacks(picture, language=language, key=key, title=title, alt=alt)
    if isinstance(picture, Gantt):
        return draw_gantt(picture, language=language, key=key, title=title, alt=alt)
    if isinstance(picture, TwoRoads):
        return draw_two_roads(picture, language=language, key=key, title=title, alt=alt)
    if isinstance(picture, Turning):
        return draw_turning(picture, language=language, key=key, title=title, alt=alt)
    if isinstance(picture, Front):
        return draw_front(picture, language=language, key=key, title=title, alt=alt)
    return draw_network(picture, language=language, key=key, title=title, alt=alt)
