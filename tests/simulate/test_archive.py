"""Arrays as bytes: the same bytes every time, numpy can read them, and broken ones are refused in words."""

from __future__ import annotations

import io

import numpy as np
import pytest

from inmori.errors import InputError
from inmori.simulate import Draws
from inmori.simulate.archive import packed, unpacked


def draws(count: int = 500) -> Draws:
    random = np.random.default_rng(1)
    damaged = random.random(count) < 0.3
    return Draws(
        weight=random.random(count), loss=damaged * random.exponential(1e6, count), ehr_days=damaged * 3.0,
        service_days={"外来": damaged * 2.0, "ward": damaged * 1.0}, damaged=damaged,
        parameter_draw=np.arange(count) % 40,
    )  # fmt: skip


def test_draws_come_back_as_they_were() -> None:
    one = draws()
    other = Draws.from_bytes(one.to_bytes())
    for name in ("weight", "loss", "ehr_days", "damaged", "parameter_draw"):
        before, after = getattr(one, name), getattr(other, name)
        assert before.tobytes() == after.tobytes()
        assert before.dtype == after.dtype
    assert sorted(other.service_days) == ["ward", "外来"]
    assert other.expected_yearly_loss == one.expected_yearly_loss


def test_equal_draws_are_equal_bytes_and_small() -> None:
    one = draws(20_000)
    data = one.to_bytes()
    assert data == draws(20_000).to_bytes() == Draws.from_bytes(data).to_bytes()
    assert len(data) < 0.5 * sum(each.nbytes for each in (one.weight, one.loss, one.ehr_days, one.parameter_draw))


def test_numpy_reads_them() -> None:
    with np.load(io.BytesIO(draws().to_bytes()), allow_pickle=False) as archive:
        assert np.array_equal(archive["weight"], draws().weight)


def pickled() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, weight=np.array([{}], dtype=object))
    return buffer.getvalue()


BROKEN = {
    "nothing": b"",
    "not a zip": b"hello",
    "cut": draws().to_bytes()[:-200],
    "a member that is no array": packed({"weight": np.zeros(3)}).replace(b"\x93NUMPY", b"\x93NUMPX"),
    "a pickled object": pickled(),
    "something else": packed({"a": np.zeros(3)}),
    "columns of different lengths": packed(
        {name: np.zeros(3 if name == "loss" else 2) for name in ("weight", "loss", "ehr_days", "damaged", "parameter_draw")}
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_bytes_are_refused(name: str) -> None:
    with pytest.raises(InputError):
        Draws.from_bytes(BROKEN[name])


def test_a_flipped_bit_is_noticed() -> None:
    data = bytearray(packed({"a": np.random.default_rng(1).random(1_000)}))
    data[len(data) // 2] ^= 1
    with pytest.raises(InputError):
        unpacked(bytes(data))


def test_what_would_unpack_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({"a": np.zeros(100_000)})
    assert len(data) < 10_000
    monkeypatch.setattr("inmori.simulate.archive.MOST_BYTES", 500_000)
    with pytest.raises(InputError):
        unpacked(data)
