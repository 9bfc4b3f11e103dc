"""What the rendering process does, without a process: its answers, what it reports, what it is warmed up with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import msgspec
import pytest

from ce_tui.core.referral import worker_process
from ce_tui.core.referral.content.shapes import Block, SideBySide, WritingRoom
from ce_tui.core.referral.fonts import FONTCONFIG
from ce_tui.core.referral.worker_process import CLOSE_WITH, FAILED, READY, RENDER, PipeClosed
from support.checkout import CHECKOUT
from support.documents.told import flat
from support.recorded import compare


def fail() -> None:
    raise LookupError("a made-up secret")


def test_a_fault_is_reported_by_its_kind_and_each_line_of_code(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        fail()
    except LookupError as error:
        worker_process._report(error)
        assert error.__traceback__ is not None
        here, there = error.__traceback__.tb_lineno, fail.__code__.co_firstlineno + 1
    assert capsys.readouterr() == (
        "",
        "LookupError\n"
        f"  test_worker_process.py:{here} in test_a_fault_is_reported_by_its_kind_and_each_line_of_code\n"
        f"  test_worker_process.py:{there} in fail\n",
    )


@pytest.mark.parametrize("kind", [b"?", RENDER, CLOSE_WITH])
def test_what_it_cannot_make_is_answered_with_nothing(kind: bytes) -> None:
    assert worker_process._answer(kind, b"nonsense") == (FAILED, b"")


def test_it_says_that_it_is_ready_and_ends_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        worker_process, "_warm_up", lambda: None
    )  # is warm: what it would keep is this process's
    (questions, asking), (answered, answers) = os.pipe(), os.pipe()
    os.close(asking)
    with pytest.raises(PipeClosed):
        worker_process._serve(questions, answers)
    assert worker_process.receive(answered) == (READY, b"")
    for end in (questions, answered, answers):
        os.close(end)


def test_it_looks_at_none_of_the_machines_typefaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FONTCONFIG, "the machine's")
    worker_process._prepare(tmp_path)
    assert os.environ[FONTCONFIG] == str(tmp_path / "fonts.conf")
    assert f"{tmp_path}/cache" in (tmp_path / "fonts.conf").read_text("utf-8")


def test_no_other_process_of_the_same_user_reads_its_memory() -> None:
    asked = "import ctypes; from ce_tui.core.referral import worker_process as it; it._limit(); "
    dumpable = "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    done = subprocess.run([sys.executable, "-c", asked + dumpable], capture_output=True, check=True)
    assert done.stdout == b"0\n"


@pytest.mark.parametrize("lacking", [OSError, AttributeError])
def test_where_memory_cannot_be_hidden_it_goes_on(
    lacking: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: int) -> None:
        raise lacking

    monkeypatch.setattr(worker_process.ctypes, "CDLL", lambda _: SimpleNamespace(prctl=refuse))
    worker_process._hide_memory()


def test_it_warms_up_with_each_kind_of_block_that_a_referral_has() -> None:
    sample = worker_process._sample()
    [section] = sample.sections
    assert {*map(type, section.blocks)} == {*get_args(Block)} - {SideBySide, WritingRoom}
    lines = flat("", msgspec.to_builtins(sample))
    compare("\n".join(lines) + "\n", CHECKOUT / "tests" / "data" / "warm_up.txt")
