"""A bench put away and taken out again: a worker runs the campaigns once, every server finds them in the store.

Running takes a minute on a large hospital, taking out a second or two. What is put away are the campaigns and what each measure
does by itself; the hospital, the catalogue and the edited hospitals are found anew where it is taken out, so they are not in it.
Taking out makes objects of the few kinds listed here and of no other: what a store holds is data, whoever wrote it.
"""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inmori import __version__
from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis
from inmori.errors import OurFault
from inmori.model import Hospital
from inmori.simulate import Stored
from inmori.text import Text
from inmori.web.desk.screens.what_if.bench import Asked, Bench, build, scene_for

FOLDER = "what_if"
# Packages of which classes may be made: pure ones, that do no input or output whatever they are made with.
PURE = ("inmori.model.", "inmori.simulate.", "inmori.text")
ARRAYS = {("numpy", "dtype"), ("numpy", "ndarray"), ("numpy._core.numeric", "_frombuffer"), ("numpy._core.multiarray", "_reconstruct")}
BROKEN = Text(ja="準備したものを読み戻せません。もう一度準備します。", en="What was prepared cannot be read back; it is prepared again.")


def write(folder: Path, hospital: Hospital, diagnosis: Diagnosis, *, asked: Asked, name: str, tell: Callable[[str, float], None]) -> None:
    """Run the campaigns and write them below ``what_if``, under the name that equal questions ask for."""
    bench = build(asked, hospital, diagnosis, tell=lambda share: tell("攻撃を試算して手もとに置いています", share))
    (folder / FOLDER).mkdir(exist_ok=True)
    (folder / FOLDER / name).write_bytes(dumped(bench))


def dumped(bench: Bench) -> bytes:
    """Return a bench as bytes."""
    there = {id(bench.stored.hospital): ("hospital", ""), id(bench.stored.catalogue): ("catalogue", "")}
    there |= {id(each): ("measure", name) for name, each in bench.stored.measures.items()}
    out = io.BytesIO()
    _Out(out, there).dump((__version__, tuple(bench.stored.measures), bench.stored.portfolios, bench.alone))
    return zlib.compress(out.getvalue(), 1)


def loaded(data: bytes, hospital: Hospital, diagnosis: Diagnosis, *, asked: Asked) -> Bench:
    """Return the bench that was put away.

    Raises:
        OurFault: it is of another version of the program, or no bench at all.
    """
    scene = scene_for(asked, hospital, diagnosis)
    known: dict[tuple[str, str], object] = {("hospital", ""): hospital, ("catalogue", ""): load_catalogue()}
    known |= {("measure", name): applied.hospital for name, applied in scene.applied.items()}
    try:
        version, names, portfolios, alone = _In(io.BytesIO(zlib.decompress(data)), known).load()
    except (pickle.UnpicklingError, zlib.error, AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError) as error:
        raise OurFault(BROKEN) from error
    if version != __version__:
        raise OurFault(BROKEN)
    measures = {name: scene.applied[name].hospital for name in names}
    return Bench(scene, Stored(hospital, measures, load_catalogue(), asked.day, portfolios), alone)


class _Out(pickle.Pickler):
    """Leaves out what stands elsewhere, and names it."""

    def __init__(self, out: io.BytesIO, there: dict[int, tuple[str, str]]) -> None:
        super().__init__(out, protocol=5)
        self._there = there

    def persistent_id(self, it: object) -> tuple[str, str] | None:
        return self._there.get(id(it))


class _In(pickle.Unpickler):
    """Puts what was left out back, and makes nothing but what a bench is made of."""

    def __init__(self, data: io.BytesIO, known: dict[tuple[str, str], object]) -> None:
        super().__init__(data)
        self._known = known

    def persistent_load(self, name: Any) -> object:
        return self._known[name]

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in ARRAYS:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith(PURE) else None
        # Classes alone: a function of a pure package could still be handed another's arguments. And its own classes alone:
        # what a module has imported from elsewhere, or what lies behind a dotted name, is not the module's.
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a bench")
        return found
