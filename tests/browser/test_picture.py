"""README's picture is there, and shows what the site looks like today as far as its size tells."""

from __future__ import annotations

import struct

from tests.browser.picture import PICTURE, SIZE
from tests.built import ROOT

MOST_BYTES = 300_000


def test_the_picture_in_readme() -> None:
    content = PICTURE.read_bytes()
    # PNG (RFC 2083): signature, then the header's chunk, which begins with width and height
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == SIZE
    assert len(content) <= MOST_BYTES
    assert PICTURE.relative_to(ROOT).as_posix() in (ROOT / "README.md").read_text("utf-8")
