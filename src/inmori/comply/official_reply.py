"""A vendor that answers on the official sheet instead of ours: its answers, as replies for every system it supplies."""

from collections.abc import Sequence

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Framework
from inmori.comply.official_compare import OfficialComparison, ours
from inmori.comply.official_form import OfficialForm
from inmori.comply.vendor_matrix import VendorRow
from inmori.comply.vendor_question import VendorQuestion
from inmori.comply.vendor_reply import Reply
from inmori.ingest.vendors import vendor_key


def official_replies(
    form: OfficialForm, comparison: OfficialComparison, catalogue: Catalogue, framework: Framework,
    *, rows: Sequence[VendorRow], questions: Sequence[VendorQuestion],
) -> tuple[tuple[Reply, ...], tuple[str, ...]]:  # fmt: skip
    """Return the newest round of every answered item as replies of one vendor, and the numbers that mean something else to us.

    One sheet speaks for all the vendor supplies, so each answer stands for each of its ``rows``.
    """
    mine = ours(catalogue, framework)
    asked = {one.id: one for one in questions}
    moved = {one.number for one in comparison.items if one.verdict in ("moved", "added")}
    whole = f"{vendor_key(rows[0].vendor)}/" if rows else ""
    found: list[Reply] = []
    left: list[str] = []
    for key, item in sorted(form.by_key().items()):
        if not item.filled:
            continue
        question = asked.get(mine[key].id) if key in mine else None
        if question is None or item.number in moved:
            left.append(item.number)
            continue
        last = item.filled[-1]
        places = [whole] if question.once else [row.id for row in rows]
        found += [Reply(row=place, question=question.id, answer=last.answer, on=last.on, target=last.target) for place in places]
    return tuple(found), tuple(left)
