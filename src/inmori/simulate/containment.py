"""Pulling the plug: encryption takes hours, and what it has not reached when somebody cuts the network stays whole.

Crews begin at night, so who notices, and when, decides whether one system stops or all. Every system meets its own
moment after the start, and the network is cut at one moment of the campaign: neither depends on what else has fallen,
so with the same luck a measure that spares one system never costs another.
"""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

from inmori.simulate.campaign import Campaigns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


FIRST = 0.1  # where a crew goes for the core first, encryption reaches it in this part of the time


def stopped_at_last(campaigns: Campaigns) -> NDArray[np.bool_]:
    """(trials, systems): whether each system is encrypted or lost after what isolation saved. Nobody cuts a cloud off."""
    import numpy as np

    within = campaigns.stopped()
    cut = hours_to_cut(campaigns)
    half, sigma = campaigns.value("campaign.encryption"), campaigns.value("campaign.encryption.spread")
    for number, asset in enumerate(campaigns.compiled.assets):
        if not asset.cloud:
            reached = half * np.exp(sigma * campaigns.score(f"encryption {asset.id}"))
            if campaigns.compiled.form.core_first:
                reached = reached * (FIRST if asset.core else 1.0)
            within[:, number] &= reached <= cut
    return within


def share_reached(campaigns: Campaigns) -> NDArray[np.float64]:
    """Share of the PCs taken that encryption had reached when the network was cut, for each trial."""
    import numpy as np

    half, sigma = campaigns.value("campaign.encryption"), campaigns.value("campaign.encryption.spread")
    at = np.log(hours_to_cut(campaigns) / half) / sigma
    return np.interp(at, *_normal())


@lru_cache(maxsize=1)
def _normal() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The normal law, finely enough tabled: scipy is no part of the product."""
    import numpy as np

    at = np.linspace(-6.0, 6.0, 1_201)
    return at, np.array([NormalDist().cdf(float(each)) for each in at])


def hours_to_cut(campaigns: Campaigns) -> NDArray[np.float64]:
    """Hours from the start of encryption until the network is cut, for each trial."""
    import numpy as np

    away = campaigns.uniform("off hours") < campaigns.value("campaign.off_hours")
    at_work = campaigns.value("recovery.isolate.office")
    median = np.where(away, np.maximum(campaigns.value("recovery.isolate.off_hours"), at_work), at_work)
    luck = np.exp(campaigns.value("recovery.isolate.spread") * campaigns.score("isolation"))
    hours: NDArray[np.float64] = median * luck * campaigns.each(campaigns.compiled.circumstances.isolation)
    return hours
