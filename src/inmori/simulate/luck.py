"""Luck without a generator: every draw is a hash of the seed, a stable name and the trial number.

A sequential generator would reshuffle all luck as soon as one PC is added, and would depend on the order in which
threads run. A counter hash (the finaliser of splitmix64) depends on neither, so differences between two edits of a
hospital are due to the edit, and one thread gives the same bits as eight.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MASK = 0xFFFF_FFFF_FFFF_FFFF
GOLDEN = 0x9E37_79B9_7F4A_7C15
MIX_A = 0xBF58_476D_1CE4_E5B9
MIX_B = 0x94D0_49BB_1331_11EB
DELAY_SALT = 0xD1B5_4A32_D192_ED03  # a step's time is independent of its success
DIGITS = 32  # binary digits of a probability: with 16, p = 1 wraps to 0 and p = 0.0002 is off by percents


def key_of(name: str) -> int:
    """Return the 64-bit key of a stable name."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def mixed(value: int) -> int:
    """Return splitmix64's finaliser of a 64-bit integer."""
    value = ((value ^ (value >> 30)) * MIX_A) & MASK
    value = ((value ^ (value >> 27)) * MIX_B) & MASK
    return value ^ (value >> 31)


def trial_state(seed: int, trial: int) -> int:
    """Return the 64-bit state of one trial."""
    return mixed((mixed((seed + GOLDEN) & MASK) + (trial + 1) * GOLDEN) & MASK)


def bits(state: int, key: int) -> int:
    """Return the 64 random bits of ``key`` in the trial whose state is ``state``."""
    return mixed(key ^ state)


def states(seed: int, trials: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the states of many trials; equal to :func:`trial_state` one by one."""
    import numpy as np

    start = np.uint64(mixed((seed + GOLDEN) & MASK))
    with np.errstate(over="ignore"):
        return mixed_array(start + (trials.astype(np.uint64) + np.uint64(1)) * np.uint64(GOLDEN))


def uniforms(name: str, at: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return a number in (0, 1) for ``name`` in each trial state."""
    import numpy as np

    drawn = mixed_array(np.uint64(key_of(name)) ^ at)
    return ((drawn >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def mixed_array(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return splitmix64's finaliser of many 64-bit numbers; equal to :func:`mixed` one by one."""
    import numpy as np

    with np.errstate(over="ignore"):
        value = (value ^ (value >> np.uint64(30))) * np.uint64(MIX_A)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(MIX_B)
    return value ^ (value >> np.uint64(31))
