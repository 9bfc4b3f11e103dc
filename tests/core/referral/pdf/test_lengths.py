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


def test_then_the_end_of_the_last_line_is_taken_off_text_and_off_no_font_or_file() -> None:
    texts = (b"q Q % " + b"a" * length for length in range(256))
    drawn = next(text for text in texts if zlib.compress(text).endswith(b"\n"))
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page().Contents = pdf.make_stream(drawn)
        pdf.Root.Text = pdf.make_stream(b"X q Q\r\n")
        pdf.Root.Font = pdf.make_stream(b"font\n", Length1=5)
        pdf.Root.File = pdf.make_stream(b"{}\n", Type=pikepdf.Name.EmbeddedFile)
        pdf.save(written, compress_streams=False)
    with pikepdf.open(io.BytesIO(_settle(written.getvalue()))) as pdf:
        kept = [each.read_bytes() for each in (pdf.Root.Text, pdf.Root.Font, pdf.Root.File)]
        assert kept == [b"X q Q", b"font\n", b"{}\n"]
        assert "/Filter" not in pdf.Root.Text


def test_where_no_length_is_in_doubt_streams_are_compressed() -> None:
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page().Contents = pdf.make_stream(b"q Q " * 100)
        pdf.save(written, compress_streams=False)
    settled = _settle(written.getvalue())
    assert settled == _settle(written.getvalue()), "its identifier is made of the content"
    with pikepdf.open(io.BytesIO(settled)) as pdf:
        assert pdf.pages[0].Contents.Filter == pikepdf.Name.FlateDecode
