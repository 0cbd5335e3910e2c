"""What people wrote into the roadmap, carried into the next steps: who does it, by when, and that it is said to be done.

Said, not proved: a finding closes when a later measurement passes, so a step that is reported done stays on the list.
"""

from inmori.plan.roadmap import Roadmap
from inmori.plan.roads import NextStep
from inmori.report.wording import plain, same
from inmori.text import Text


def agreed(step: NextStep, roadmap: Roadmap | None) -> NextStep:
    """Return the step with the owner, date and state that a person wrote; as it is where nobody wrote any."""
    item = roadmap.item(step.measure) if roadmap is not None and step.measure is not None else None
    if item is None or not item.edited:
        return step
    update: dict[str, object] = {}
    if item.owner:
        update["who"] = same(plain(item.owner, 40))
    if "due" in item.edited:
        update["by"] = item.due
    if item.state == "done":
        update["title"] = Text(ja=f"【完了と報告】{step.title.ja}", en=f"[reported done] {step.title.en}")
    elif item.state == "doing":
        update["title"] = Text(ja=f"【進行中】{step.title.ja}", en=f"[in progress] {step.title.en}")
    return step.model_copy(update=update)
