"""What is said where a PDF cannot be made: what happened, what was kept, what to do."""

from __future__ import annotations

import ctypes.util
import errno
import os

import pytest

from ce_tui.core.referral.unavailable import (
    COMMAND,
    NotStarted,
    PdfUnavailable,
    RenderFailed,
    without_library_search,
)

BUSY = (
    "The PDF cannot be made just now: this machine starts no further program, because too many run or its memory is "
    "used up. Nothing is lost. Try again in a minute, or take the plain text, which works."
)


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE])
def test_where_it_can_be_made_a_minute_later_it_says_so(number: int) -> None:
    error = NotStarted(OSError(number, os.strerror(number)))
    assert (error.words, str(error), error.exit_code) == (BUSY, BUSY, 75)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOENT, "No such file or directory"), "no such file or directory"),
        (OSError(), "unknown reason"),
    ],
)
def test_where_it_cannot_it_says_why_and_whom_to_tell(error: OSError, reason: str) -> None:
    said = NotStarted(error)
    assert said.exit_code == 69
    assert said.words == (
        f"The PDF cannot be made: the program that draws it cannot be started on this machine ({reason}). Nothing is "
        "lost, everything else works, and a referral can be exported as plain text. Tell whoever looks after this "
        "machine."
    )


def test_a_pdf_that_failed_has_a_reference_to_quote() -> None:
    failed = RenderFailed("PDF-1A2B3C", trace="ValueError")
    assert (
        failed.words
        == str(failed)
        == (
            "The PDF could not be made (reference PDF-1A2B3C). Nothing is lost: try again, or export plain text."
        )
    )
    assert (failed.reference, failed.trace, failed.exit_code) == ("PDF-1A2B3C", "ValueError", 70)
    assert (RenderFailed("PDF-1", "Made up.").words, RenderFailed("PDF-1").trace) == ("Made up.", "")


def test_the_one_command_is_debians() -> None:
    assert COMMAND == (
        "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
    assert str(PdfUnavailable()).endswith(COMMAND)


def test_libraries_are_not_searched_for_meanwhile_and_are_again_after_it() -> None:
    before = ctypes.util.find_library
    with pytest.raises(ZeroDivisionError), without_library_search():
        assert ctypes.util.find_library("c") is None
        _ = 1 / 0
    assert ctypes.util.find_library is before
