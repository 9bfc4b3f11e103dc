"""An encrypted referral opens with its passphrase and with nothing else."""

from __future__ import annotations

import io
from collections import Counter
from math import log2
from pathlib import Path

import pikepdf
import pypdf
import pytest
from xkcdpass import xkcd_password  # type: ignore[import-untyped,unused-ignore]

from ce_tui.core.referral.pdf.pdf import encrypt
from ce_tui.core.referral.worker import Renderer
from ce_tui.core.vault.keys.passphrases import (
    PDF_LONGEST,
    PDF_WORDS,
    new_password,
    too_long_for_some,
    word_list,
)
from ce_tui.resources import NOT_DRAWN, drawable
from support.documents.poppler import needs_poppler, read_with_poppler
from support.documents.referrals import made

NO_WORDS_TO_BE_READ_ALOUD = (
    "chastity handcuff groin grope rectal strangle seduce fondling violate underwear undress thong groom deviant "
    "enslave captive knickers overpower unzip womb morphine wound chokehold predator prowler "
    "preteen cage entrap extortion bribe obedient duress penknife coroner"
).split()
PASSPHRASE = "lamp-Zażółć-river-42"


@pytest.fixture(scope="module")
def plain(renderer: Renderer) -> bytes:
    return renderer.render(made())


def test_it_opens_with_the_passphrase_only(plain: bytes) -> None:
    closed = encrypt(plain, PASSPHRASE)
    for wrong in ("", "lamp", PASSPHRASE.lower(), PASSPHRASE + " "):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(closed), password=wrong)
    reader = pypdf.PdfReader(io.BytesIO(closed), password=PASSPHRASE)
    open_reader = pypdf.PdfReader(io.BytesIO(plain))
    assert [page.extract_text() for page in reader.pages] == [
        page.extract_text() for page in open_reader.pages
    ]
    assert reader.attachments["referral.json"] == open_reader.attachments["referral.json"]


def test_it_is_aes_256_of_revision_6_and_can_still_be_read_aloud(plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(encrypt(plain, PASSPHRASE)), password=PASSPHRASE) as pdf:
        how = pdf.encryption
        assert (how.R, how.V, how.bits) == (6, 5, 256)
        assert (
            how.stream_method == how.string_method == how.file_method == pikepdf.models.EncryptionMethod.aesv3
        )
        allowed = {name for name in pikepdf.Permissions._fields if getattr(pdf.allow, name)}
        assert allowed == {"accessibility", "extract", "print_lowres", "print_highres"}


def test_nothing_of_it_can_be_read_without_the_passphrase(plain: bytes) -> None:
    closed = encrypt(plain, PASSPHRASE)
    assert b"CE-7K3M-2Q" in plain
    for words in (b"CE-7K3M-2Q", b"exploitation", "exploitation".encode("utf-16-be"), b"referral.json"):
        assert words not in closed


def test_an_empty_passphrase_is_refused(plain: bytes) -> None:
    with pytest.raises(ValueError, match="empty"):
        encrypt(plain, "")


def test_the_process_encrypts_as_well(renderer: Renderer, plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(renderer.encrypt(plain, PASSPHRASE)), password=PASSPHRASE) as pdf:
        assert len(pdf.pages) > 1


def test_a_made_up_passphrase_is_of_words_that_fit_and_new_each_time() -> None:
    made_up = {new_password() for _ in range(200)}
    assert len(made_up) == 200
    for passphrase in made_up:
        assert len(passphrase) <= 32
        words = passphrase.split("-")
        assert len(words) == PDF_WORDS
        assert all(word in word_list() for word in words)


def test_no_word_of_it_can_be_heard_as_the_hyphen_beside_it() -> None:
    """A screen reader says "dash dash hardhat" for "dash-hardhat"."""
    assert len(word_list()) > 7000
    assert not {"dash", "hyphen", "minus"} & set(word_list())


def left_out() -> list[str]:
    rows = NOT_DRAWN.read_text("utf-8").splitlines()
    return [word for row in rows if not row.startswith("#") for word in row.split()]


@pytest.mark.parametrize("word", NO_WORDS_TO_BE_READ_ALOUD)
def test_no_word_of_sex_violence_or_captivity_is_drawn(word: str) -> None:
    """A passphrase is read aloud to the police about a child; an account's, to a colleague."""
    assert word not in word_list() and word not in drawable()


def test_each_word_that_is_left_out_is_one_of_the_list() -> None:
    """Else somebody believes that it was left out and it is drawn in another spelling."""
    words = left_out()
    file = xkcd_password.locate_wordfile("eff-long")
    whole = set(xkcd_password.generate_wordlist(wordfile=file, min_length=3, valid_chars="[a-z]"))
    assert words == sorted(set(words)) and set(words) <= whole
    assert set(drawable()) == whole - set(words)


def test_a_file_that_was_closed_with_such_a_word_before_opens_still(plain: bytes) -> None:
    before = "chastity-lamp-river-oat-tin"
    with pikepdf.open(io.BytesIO(encrypt(plain, before)), password=before) as pdf:
        assert len(pdf.pages) > 1


def test_six_words_of_an_account_are_as_hard_to_guess_as_77_bits() -> None:
    assert log2(len(drawable())) * 6 >= 77


def test_one_that_fits_is_as_hard_to_guess_as_59_bits() -> None:
    """Every sequence of words that fits can be drawn, each as likely as every other: they are counted by length."""
    lengths = Counter(len(word) for word in word_list())
    sequences = Counter({0: 1})
    for _ in range(PDF_WORDS):
        longer: Counter[int] = Counter()
        for so_far, ways in sequences.items():
            for length, words in lengths.items():
                longer[so_far + length] += ways * words
        sequences = longer
    hyphens = PDF_WORDS - 1
    fitting = sum(ways for letters, ways in sequences.items() if letters + hyphens <= PDF_LONGEST)
    assert log2(fitting) >= 59
    assert len(set(word_list())) == len(word_list()), "no word is twice as likely as another"
    assert all(word.isascii() and word.isalpha() and word.islower() for word in word_list())


def test_what_is_drawn_is_thrown_away_where_it_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    longest = max(word_list(), key=len)
    shortest = min(word_list(), key=len)
    drawn = iter([longest] * PDF_WORDS + [shortest] * PDF_WORDS)
    monkeypatch.setattr("ce_tui.core.vault.keys.passphrases.secrets.choice", lambda _: next(drawn))
    assert new_password() == "-".join([shortest] * PDF_WORDS)


@needs_poppler
def test_popplers_tools_open_what_is_closed_with_one_and_refuse_a_longer_one(
    plain: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "closed.pdf"
    exactly = "a" * PDF_LONGEST
    for passphrase in (new_password(), new_password(), exactly):
        file.write_bytes(encrypt(plain, passphrase))
        assert "Child exploitation referral" in read_with_poppler(file, passphrase)
    file.write_bytes(encrypt(plain, f"{exactly}a"))
    assert read_with_poppler(file, f"{exactly}a") == "", "else nothing need be said of its length"
    assert too_long_for_some(f"{exactly}a") and not too_long_for_some(exactly)
    assert too_long_for_some("ż" * 17), "bytes are counted"


def test_the_words_are_the_effs_long_list_without_those_that_have_a_hyphen_or_sound_like_one() -> None:
    words = word_list()
    assert (len(words), words[0], words[-1]) == (len(drawable()) - len(("dash", "hyphen")), "abacus", "zoom")
    assert len(drawable()) == 7_776 - len(("drop-down", "felt-tip", "t-shirt", "yo-yo")) - len(left_out())
    assert {len(word) for word in words} == set(range(3, 10))
