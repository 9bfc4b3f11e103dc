"""An encrypted referral opens with its passphrase and with nothing else."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest

from ce_tui.core.referral.pdf.protect import WORDS, encrypt, new_password
from ce_tui.core.referral.worker.worker import Renderer
from support.documents.referrals import made

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
        assert pdf.allow.accessibility
        assert pdf.allow.extract
        assert pdf.allow.print_highres
        assert not pdf.allow.modify_other


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


def test_a_made_up_passphrase_is_of_words_and_new_each_time() -> None:
    made_up = {new_password() for _ in range(50)}
    assert len(made_up) == 50
    for passphrase in made_up:
        words = passphrase.split("-")
        assert len(words) == WORDS
        assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
