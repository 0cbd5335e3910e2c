"""The simulated campaigns on disk: ``draws.npz`` when finished, ``simulate.part.npz`` while they are not."""

import os
import time
from contextlib import suppress
from pathlib import Path

import click

from inmori.errors import ContradictionError, InputError
from inmori.simulate import Sample
from inmori.text import Text

DRAWS, PART = "draws.npz", "simulate.part.npz"
SAVED_EVERY = 15.0  # seconds


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` whole or not at all.

    Raises:
        InputError: the folder cannot be written.
    """
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(data)
        waiting.replace(path)
    except OSError as error:
        with suppress(OSError):
            waiting.unlink()
        raise InputError(
            Text(
                ja=f"{path} に書けません({error.strerror})。出力先を変えるか、空き容量を確かめてください。",
                en=f"Cannot write {path} ({error.strerror}). Choose another folder or check free space.",
            )
        ) from error


class Unfinished:
    """A run towards an asked error that may be stopped: ``sample`` goes to a file beside the results and comes back."""

    def __init__(self, folder: Path, about: str) -> None:
        self.path = folder / PART
        self.sample = self._taken_up(about)
        self._saved, self._when = len(self.sample), time.monotonic()

    def _taken_up(self, about: str) -> Sample:
        try:
            sample = Sample.from_bytes(self.path.read_bytes())
            sample.belongs(about)
        except FileNotFoundError:
            return Sample()
        except (OSError, InputError, ContradictionError):
            click.echo(f"{self.path} は別の条件の途中結果か読めないため、使わずに始めから計算します。", err=True)
            return Sample()
        click.echo(f"前回の途中({len(sample):,}回)から続けます。", err=True)
        return sample

    def heard(self) -> None:
        """Save now and then, so that a killed run has not worked for nothing."""
        if len(self.sample) > self._saved and time.monotonic() - self._when > SAVED_EVERY:
            self.save()

    def save(self) -> None:
        """Write what is finished so far."""
        if len(self.sample):
            write_bytes(self.path, self.sample.to_bytes())
            self._saved, self._when = len(self.sample), time.monotonic()

    def done(self) -> None:
        """Forget the file: the results are written."""
        with suppress(OSError):
            self.path.unlink()
