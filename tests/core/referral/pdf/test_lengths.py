"""A stream's length is beyond doubt also where its compressed bytes happen to end like a line (PDF/A-3, 6.1.7.1)."""

from __future__ import annotations

import io
import re
import zlib

import pikepdf
import pytest

from ce_tui.core.referral.pdf.pdf import _settle


@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_a_stream_that_would_end_like_a_line_is_kept_uncompressed(end: bytes) -> None:
    texts = (b"q Q % " + b"a" * length for length in range(256))
    drawn = next(text for text in texts if zlib.compress(text).endswith(end))
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page().Contents = pdf.make_stream(drawn)
        pdf.save(written, compress_streams=False)
    settled = _settle(written.getvalue())
    assert not re.search(rb"[\r\n]\nendstream", settled)
    with pikepdf.open(io.BytesIO(settled)) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == drawn
