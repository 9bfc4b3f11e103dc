"""The same answers give the same bytes: in another process, with another hash seed, zone and language."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ce_tui.core.referral.content.shapes import decode, encode
from ce_tui.core.referral.worker import Renderer
from ce_tui.resources import PACKAGE
from support.documents.referrals import made

RENDER = """
import hashlib, os, sys
from ce_tui.core.referral.pdf.pdf import render
from ce_tui.core.referral.content.shapes import decode
print(hashlib.sha256(render(decode(sys.stdin.buffer.read()))).hexdigest(), flush=True)
os._exit(0)  # as the rendering process ends: at an ordinary exit Pango's own thread may still run, and crash
"""


@pytest.mark.parametrize(("seed", "zone", "language"), [("1", "UTC", "C.UTF-8"), ("4242", "Asia/Tokyo", "C")])
def test_another_process_writes_the_same_bytes(
    seed: str, zone: str, language: str, renderer: Renderer, tmp_path: Path
) -> None:
    referral = made()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": language,
        "PYTHONPATH": str(PACKAGE.parent),
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RENDER],
        input=encode(referral),
        capture_output=True,
        env=environment,
        cwd=tmp_path,
        check=True,
    )
    assert done.stdout.decode().strip() == hashlib.sha256(renderer.render(referral)).hexdigest()


def test_what_was_rendered_before_leaves_no_trace_in_the_next(renderer: Renderer) -> None:
    with Renderer() as fresh:
        alone = fresh.render(made(ref="CE-AAAA-AA"))
    renderer.render(made(ref="CE-BBBB-BB"))
    assert renderer.render(made(ref="CE-AAAA-AA")) == alone


def test_other_answers_give_other_bytes(renderer: Renderer) -> None:
    assert renderer.render(made(revision=1)) != renderer.render(made(revision=2))


def test_a_referral_survives_the_pipe() -> None:
    assert decode(encode(made())) == made()
