"""Takes uploads to disk as Django does, but no more of one file than may be handed in: a disk is filled by less than that.

The rest of a file that is too large is counted and thrown away, so that a view sees its size and says so in a sentence.
"""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes at most ``UPLOAD_MAX_BYTES`` and one chunk of each file."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a chunk, or let it go."""
        if start <= settings.UPLOAD_MAX_BYTES:
            super().receive_data_chunk(raw_data, start)
