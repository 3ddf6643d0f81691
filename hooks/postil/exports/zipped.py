"""Zip files that are the same bytes whenever they are made."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can state
UNIX, PERMISSIONS = 3, 0o644 << 16  # whatever system makes it


def zipped(files: Mapping[str, str | bytes], first: str = "") -> bytes:
    """Files by path, in order of path; the one named `first` leads and is stored as it is, for EPUB."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for path in sorted(files, key=lambda one: (one != first, one)):
            info = ZipInfo(path, MOMENT)
            info.create_system, info.external_attr = UNIX, PERMISSIONS
            content = files[path]
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(info, data, ZIP_STORED if path == first else ZIP_DEFLATED)
    return out.getvalue()
