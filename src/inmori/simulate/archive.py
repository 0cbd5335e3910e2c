"""Arrays as bytes and back: the .npz form that numpy reads, compressed, and the same bytes for the same arrays.

numpy's own writer leaves time stamps and order to chance and to versions; here both are fixed. Nothing read back is
ever run: pickled objects are refused, and so is what would unpack to more than a simulation can need.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inmori.errors import InputError
from inmori.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_BYTES = 4 << 30
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_UNREADABLE = Text(
    ja="保存された試算の途中結果を読めません。壊れているか、別の版で作られています。",
    en="The stored draws cannot be read: broken, or made by another version.",
)


def packed(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return the arrays as compressed .npz bytes, by name; names may contain slashes."""
    import numpy as np

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in sorted(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(arrays[name]), version=(1, 0), allow_pickle=False)
            told = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            told.compress_type, told.create_system, told.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            archive.writestr(told, member.getvalue(), compresslevel=1)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays in .npz bytes.

    Raises:
        InputError: not such bytes, cut, or larger than ``MOST_BYTES`` when unpacked.
    """
    import numpy as np

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
                raise InputError(_UNREADABLE)
            return {
                member.filename.removesuffix(".npy"): np.lib.format.read_array(
                    io.BytesIO(archive.read(member)), allow_pickle=False
                )
                for member in archive.infolist()
            }
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise InputError(_UNREADABLE) from error
