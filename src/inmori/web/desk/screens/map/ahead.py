"""What the map would be at the end of each road: worked out once, by one thread, while people look at other things.

Editing a large hospital takes seconds to minutes, so nobody's request does it. The thread touches no database: it gets
documents and gives maps, and whoever asks again keeps them beside the version.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from threading import Lock, Thread

from inmori.catalogue import Catalogue
from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from inmori.plan import Roads
from inmori.plan.apply import apply_all
from inmori.plan.ground import ground_of
from inmori.plan.renewal import delay_years
from inmori.plan.roads import DirectionResult
from inmori.web.versions.chart import Chart, chart_of

MOST, WAITING = 8, 4  # hospitals whose maps are remembered, and that may wait
LOG = logging.getLogger(__name__)
Charts = dict[str, Chart]


def charts_ahead(hospital: Hospital, diagnosis: Diagnosis | None, roads: Roads, catalogue: Catalogue, *, today: date) -> Charts:
    """Return the map at the end of every road, by the road's id: what works by then is done, by the rule of the plan."""
    ground = ground_of(hospital, catalogue, today=today)
    found = {}
    for road in (*roads.directions, *((roads.best,) if roads.best else ())):
        done = working(road, catalogue, years=roads.years)
        after = apply_all((m for m in catalogue.measures.values() if m.id in done), hospital, ground=ground)
        found[road.id] = chart_of(after, diagnosis, today=today)
    return found


def working(road: DirectionResult, catalogue: Catalogue, *, years: int) -> frozenset[str]:
    """Return the measures of a road that work by its end; one begun late may not."""
    found = []
    for each in road.measures:
        measure = catalogue.measures.get(each.measure)
        if measure is not None:
            delay = 0 if measure.paid_from == "system" else delay_years(measure.lead_months)
            found += [measure.id] if each.start_year + delay <= years else []
    return frozenset(found)


class Ahead:
    """Makes maps one hospital at a time and remembers the last few. May be called from any thread."""

    def __init__(self) -> None:
        self._known: OrderedDict[object, Future[Charts]] = OrderedDict()
        self._lock, self._one_at_a_time = Lock(), Lock()

    def ask(self, key: object, make: Callable[[], Charts], *, wait: float) -> Charts | None:
        """Return what was made, or None while it is being made or too many wait; who asks first waits up to ``wait`` seconds.

        Raises:
            Exception: whatever making raised; the next one to ask begins anew.
        """
        with self._lock:
            found, patience = self._known.get(key), 0.0
            if found is None:
                patience = wait
                if sum(not each.done() for each in self._known.values()) >= WAITING:
                    return None
                found = self._known[key] = Future()
                # A daemon: a server that is told to stop does not wait for it, and nothing is lost with it.
                Thread(target=self._run, args=(found, make), name="map", daemon=True).start()
            self._known.move_to_end(key)
            for old in [name for name, each in self._known.items() if each.done() and name != key][: max(len(self._known) - MOST, 0)]:
                del self._known[old]
        try:
            return found.result(patience)
        except TimeoutError:
            return None
        except Exception:
            with self._lock:
                self._known.pop(key, None)
            raise

    def _run(self, future: Future[Charts], make: Callable[[], Charts]) -> None:
        with self._one_at_a_time:  # two large hospitals at once would double the memory and halve the speed
            try:
                future.set_result(make())
            except Exception as error:
                LOG.exception("map: the roads could not be followed")
                future.set_exception(error)


ahead = Ahead()
