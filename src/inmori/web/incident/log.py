"""The lines of an incident as the core reads them, and the check of the log against the hospital's record.

A chain cannot show that its end was cut off, nor that it was written anew as a whole. The record of the hospital holds the
number and hash of every line, as the receipts do beside a log on disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inmori.prepare.incident_chain import cut_short, read_chain
from inmori.prepare.incident_entry import Chain, Problem
from inmori.prepare.incident_time import stored
from inmori.report.incident_export import LOG, RECEIPTS
from inmori.text import Text
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import Verb
from inmori.web.incident.models import Incident, LogLine

_RECORD_BROKEN = Text(
    ja="この病院の履歴そのものに合わないところがあります(「履歴」の画面で確かめてください)。控えとの比べ合わせは当てになりません。",
    en="The hospital's own record does not fit (see History), so that comparing with it proves nothing.",
)


@dataclass(frozen=True)
class Log:
    """A log as it stands: its bytes as a file would have them, its receipts, and what is in it."""

    data: bytes
    receipts: bytes
    chain: Chain


def log_of(incident: Incident) -> Log:
    """Return the log of an incident; what does not fit inside the chain is said in it."""
    rows = list(LogLine.objects.filter(incident=incident).order_by("number").values_list("number", "line", "hash", "made_at"))
    data = "".join(f"{line}\n" for _, line, _, _ in rows).encode()
    receipts = "".join(f"{number} {digest} {stored(at)}\n" for number, _, digest, at in rows).encode()
    return Log(data, receipts, read_chain(data))


def verified(incident: Incident) -> Chain:
    """Return the log with everything that does not fit, compared with what the hospital's record holds of every line."""
    chain = log_of(incident).chain
    found: dict[tuple[int, int], Problem] = {}
    noted = AuditEvent.objects.filter(verb=Verb.INCIDENT_NOTED.value).order_by("number").values_list("about", flat=True)
    for about in noted:
        if about.get("incident") != incident.number:
            continue
        line = int(about["line"])
        problem = cut_short(chain, lines=line, hash=str(about["hash"]))
        if problem is not None:
            missing = line > len(chain.entries)
            found[(problem.line, 0 if missing else line)] = problem  # of several cut lines the last says how many
    problems = [*chain.problems, *found.values()]
    if broken_at() is not None:
        problems.append(Problem(0, _RECORD_BROKEN))
    return Chain(chain.entries, tuple(problems), chain.tail, chain.ended)


def taken_along() -> Iterator[tuple[str, bytes]]:
    """Yield the logs of the current hospital as files that ``inmori incident`` goes on with."""
    for incident in Incident.objects.order_by("number"):
        log = log_of(incident)
        yield f"incidents/{incident.number}/{LOG}", log.data
        yield f"incidents/{incident.number}/{RECEIPTS}", log.receipts
