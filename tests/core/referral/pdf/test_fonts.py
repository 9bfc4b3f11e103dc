"""What the bundled fonts can print."""

from __future__ import annotations

import importlib.util
import os
import unicodedata
import warnings
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ce_tui.core.referral.fonts import (
    BODY,
    BOLD,
    FONTCONFIG,
    coverage,
    fallbacks,
    font_file,
    machines_left_alone,
    none_of_the_machine,
    printable,
    tidy,
    unprintable,
)


@pytest.mark.parametrize("name", [*coverage(), BOLD])
def test_every_font_is_static_and_freely_licensed(name: str) -> None:
    font = TTFont(font_file(name))
    assert "fvar" not in font
    assert "glyf" in font
    assert not font["OS/2"].fsType & 0x0002  # embedding is not restricted


@pytest.mark.parametrize("name", list(coverage()))
def test_the_table_of_what_a_font_covers_is_true(name: str) -> None:
    has = TTFont(font_file(name)).getBestCmap()
    assert coverage()[name] == {code for code in has if unicodedata.category(chr(code)) != "Co"}


def test_bold_covers_what_the_body_covers() -> None:
    assert coverage()[BODY] <= frozenset(TTFont(font_file(BOLD)).getBestCmap())


def test_the_body_covers_all_that_the_app_itself_prints() -> None:
    from ce_tui.core.referral.content.blank import blank
    from ce_tui.core.referral.content.shapes import as_text
    from support.documents.referrals import LOCALITIES, OUTCOMES, answers, made, pathway

    text = "".join(as_text(made(answers(outcome, area))) for area in LOCALITIES for outcome in OUTCOMES)
    text += "".join(as_text(blank(area, pathway())) for area in LOCALITIES)
    assert fallbacks(set(text) - {"\n"}) == ()


def test_only_the_fonts_that_are_needed_are_named() -> None:
    assert fallbacks("Aleks") == ()
    assert fallbacks("Жанна") == ("FiraSans-Regular.ttf",)
    assert fallbacks("ליאור محمد") == ("IBMPlexSansArabic-Regular.ttf", "Cardo-Regular.ttf")


def test_unprintable_characters_are_named_once_in_order() -> None:
    assert unprintable("a\U0001f600b\ud800\U0001f600\n") == ["\U0001f600", "\ud800"]
    assert printable("a\U0001f600b\ud800") == "a[U+1F600]b[U+D800]"
    assert unprintable("plain, naïve, Łódź") == []
    assert printable("王") == "[U+738B]"


def test_tidying_composes_letters_and_takes_out_what_turns_text() -> None:
    assert tidy("e\u0301\u202ex\x00\ty\r\nz") == "éx y\nz"
    assert tidy("a\u200cb") == "a\u200cb"
    assert tidy("x\ufe0f\u00ad\u200b") == "x"
    assert tidy("x\U000e0101\u0600\u034fy\u3164\u2800z") == "xy  z"


@pytest.mark.parametrize("before", [None, "/etc/fonts/fonts.conf"])
def test_what_looks_for_fonts_meanwhile_finds_none_of_the_machine(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before is None:
        monkeypatch.delenv(FONTCONFIG, raising=False)
    else:
        monkeypatch.setenv(FONTCONFIG, before)
    with (
        pytest.raises(ZeroDivisionError),
        warnings.catch_warnings(record=True) as warned,
        machines_left_alone(),
    ):
        told = Path(os.environ["FONTCONFIG_FILE"])
        assert told.name == "fonts.conf" and told.parent.name.startswith("ce-tui-")
        assert (
            "<dir>" not in told.read_text()
            and f"<cachedir>{told.parent}/cache</cachedir>" in told.read_text()
        )
        warnings.warn("there are none", stacklevel=1)
        _ = 1 / 0
    assert os.environ.get("FONTCONFIG_FILE") == before
    assert not told.exists() and warned == []


def test_its_configuration_is_xml_of_fontconfig(tmp_path: Path) -> None:
    assert none_of_the_machine(tmp_path).read_text() == (
        '<?xml version="1.0"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><cachedir>{tmp_path}/cache</cachedir></fontconfig>\n"
    )


def test_a_font_whose_package_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(FileNotFoundError, match="fontpkg_mukta"):
        font_file("Mukta-Regular.ttf")
    with pytest.raises(FileNotFoundError, match="fontpkg_atkinson_hyperlegible"):
        font_file(BOLD)


def test_joiners_need_no_font_of_their_own() -> None:
    assert fallbacks("a\u200cb\u200d") == ()
    assert unprintable("a\u200cb\u200d\n") == []
    assert tidy("a\x0bb\x85c\u2028d\te") == "a\nb\nc\nd e"
    assert tidy("é\x85\ufe00\ufe0f\ufdff\ufe10") == "é\n\ufdff\ufe10"
