"""The JSON files between the stages on disk: read with a check that they belong together, written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from inmori.catalogue import Catalogue
from inmori.errors import ContradictionError, InputError
from inmori.model import Document
from inmori.model.stamp import made_with
from inmori.model.stamp import stamped as stamped
from inmori.plan.roadmap import Roadmap
from inmori.text import Text

ROADMAP = "roadmap.json"
D = TypeVar("D", bound=Document)


def folder_of(path: Path) -> Path:
    """Return the results folder for ``hospital.json`` or for the folder itself."""
    return path if path.is_dir() else path.parent


def read_stage(path: Path, kind: type[D], *, name: str) -> D:
    """Read the stage file ``name`` from ``path`` (the file, or the folder that holds it).

    Raises:
        InputError: missing, unreadable or not this kind of file.
    """
    file = path / name if path.is_dir() else path
    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise InputError(
            Text(
                ja=f"{file} がありません。先に前の段階(inmori assess など)を実行してください。",
                en=f"{file} is missing. Run the earlier stage first (e.g. inmori assess).",
            )
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            Text(ja=f"{file} は inmori が書いたファイルではありません。", en=f"{file} was not written by Inmori.")
        ) from error
    return kind.from_json(text, name=str(file))


def roadmap_in(folder: Path) -> Roadmap | None:
    """Return the roadmap that people have worked on in this folder; ``None`` where there is none.

    Raises:
        InputError: there is one, but it cannot be read.
    """
    return read_stage(folder, Roadmap, name=ROADMAP) if (folder / ROADMAP).exists() else None


def bytes_of(path: Path) -> bytes:
    """Return a file that a person named.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            Text(ja=f"{path} を読めません({error.strerror})。", en=f"Cannot read {path} ({error.strerror}).")
        ) from error


def write_text(path: Path, text: str) -> None:
    """Write ``text`` whole or not at all: a run that is stopped never leaves half a file.

    Raises:
        InputError: the folder cannot be written.
    """
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_text(text, "utf-8")
        waiting.replace(path)
    except BaseException as error:
        with suppress(OSError):
            waiting.unlink()
        if not isinstance(error, OSError):  # stopped by hand
            raise
        raise InputError(
            Text(
                ja=f"{path} に書けません({error.strerror})。出力先を変えるか、空き容量を確かめてください。",
                en=f"Cannot write {path} ({error.strerror}). Choose another folder or check free space.",
            )
        ) from error


def must_belong(document: Document, name: str, source: Document, source_name: str) -> None:
    """Refuse a document that was made from another version of ``source``.

    Raises:
        ContradictionError: the hash recorded in the document is not the hash of ``source``.
    """
    recorded = {entry.name: entry.sha256 for entry in document.made_from}.get(source_name)
    if recorded is not None and recorded != source.sha256():
        raise ContradictionError(
            Text(
                ja=f"{name} は今の {source_name} から作られたものではありません。その段階をもう一度実行してください。",
                en=f"{name} was not made from this {source_name}. Run that stage again.",
            )
        )


def must_share_catalogue(catalogue: Catalogue, **documents: Document) -> None:
    """Refuse documents that were made with another catalogue (prices, rules, words), such as that of another version.

    One that does not name its catalogue, as older versions wrote it, is taken as it is.

    Raises:
        ContradictionError: the hash recorded in a document is not that of the catalogue.
    """
    for name, document in documents.items():
        if made_with(document) not in (None, catalogue.own_sha256):
            raise ContradictionError(
                Text(
                    ja=f"{name}.json は、今のものとは別の版のカタログ(値段・きまり・言葉の一覧)で作られています。その段階をもう一度実行してください。",
                    en=f"{name}.json was made with another catalogue (prices, rules, words) than this version's. Run that stage again.",
                )
            )
