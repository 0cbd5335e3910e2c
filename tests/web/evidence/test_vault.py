"""Evidence at rest: what goes in comes out, nothing readable lies in the folder, names cannot lead astray."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from inmori.web.evidence.services import clean_name
from inmori.web.evidence.vault import Vault


@pytest.mark.parametrize("size", [0, 1, 65_536, 300_001])
def test_what_goes_in_comes_out(tmp_path: Path, size: int) -> None:
    vault, tenant = Vault(tmp_path), uuid.uuid4()
    content = (b"admin-password " * (size // 15 + 1))[:size]
    kept = vault.put(tenant, [content[at : at + 1000] for at in range(0, size, 1000)])
    vault.take(tenant, kept.sha256, to=tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == content
    assert kept.size == size


def test_nothing_readable_and_nothing_half_lies_there(tmp_path: Path) -> None:
    vault, tenant = Vault(tmp_path), uuid.uuid4()
    vault.put(tenant, [b"admin-password " * 100])

    def broken() -> object:
        yield b"x" * 100_000
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        vault.put(tenant, broken())  # type: ignore[arg-type]
    files = [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
    assert len(files) == 1
    assert b"admin-password" not in files[0].read_bytes()
    assert files[0].stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name, clean", [
    ("台帳.xlsx", "台帳.xlsx"),
    ("../../etc/passwd", "passwd"),
    ("C:\\院内\\FW設定.conf", "FW設定.conf"),
    ("a\x00b\n.csv", "ab.csv"),
    ("...", "file"),
    ("", "file"),
    ("<script>.xlsx", "script.xlsx"),
    ("長" * 300 + ".xlsx", "長" * 65 + ".xlsx"),  # 200 bytes: no file system takes more than 255
        ("x." + "a" * 300, "x." + "a" * 198),
])  # fmt: skip
def test_names(name: str, clean: str) -> None:
    assert clean_name(name) == clean
