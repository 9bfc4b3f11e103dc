"""The rendering process: warm, watched, replaced when it dies, gone when it is not needed."""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from ce_tui.core.referral import worker
from ce_tui.core.referral.unavailable import COMMAND, NotStarted, PdfUnavailable, RenderFailed
from ce_tui.core.referral.worker import Renderer
from ce_tui.resources import PACKAGE
from support.documents.referrals import answers, faults, made

_TICKS = 20
"""Of processor time, a hundred a second: far less than `slow` takes."""


def process_of(renderer: Renderer) -> int:
    assert renderer.pid is not None
    return renderer.pid


def slow() -> object:
    return made(answers("red", notes="word " * 19_999))


def test_a_process_killed_in_the_midst_of_it_costs_one_clear_error_and_the_next_works() -> None:
    with Renderer() as renderer:
        renderer.render(made())
        first = process_of(renderer)
        failures: list[RenderFailed] = []

        def ask() -> None:
            try:
                renderer.render(slow())  # type: ignore[arg-type]
            except RenderFailed as failure:
                failures.append(failure)

        asking = threading.Thread(target=ask)
        asking.start()
        wait_until_busy(first)
        os.kill(first, signal.SIGKILL)
        asking.join(30)
        assert len(failures) == 1
        assert failures[0].reference in failures[0].words
        assert "Nothing is lost" in failures[0].words
        assert faults(renderer.render(made(revision=2))) == []
        assert process_of(renderer) != first


def wait_until_busy(pid: int) -> None:
    """Until the process has taken more processor time since now than what it did before can have left to do."""
    stat = Path(f"/proc/{pid}/stat")
    before = int(stat.read_text().split()[13])
    while int(stat.read_text().split()[13]) < before + _TICKS:
        os.sched_yield()


def test_a_process_that_died_while_idle_is_replaced_without_an_error() -> None:
    with Renderer() as renderer:
        pdf = renderer.render(made())
        first = process_of(renderer)
        os.kill(first, signal.SIGSEGV)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        assert renderer.render(made(revision=2)) != pdf
        assert process_of(renderer) != first


def test_one_that_takes_too_long_is_given_up_and_the_next_works(monkeypatch: pytest.MonkeyPatch) -> None:
    with Renderer() as renderer:
        renderer.render(made())
        with monkeypatch.context() as hurried, pytest.raises(RenderFailed, match="took too long"):
            hurried.setattr(worker, "TIMEOUT", 0.05)
            renderer.render(slow())  # type: ignore[arg-type]
        assert renderer.pid is None
        assert renderer.render(made(revision=2)).startswith(b"%PDF")


def test_a_fault_inside_is_reported_by_place_and_never_by_value() -> None:
    import msgspec

    wrong = msgspec.structs.replace(
        made(answers("red", notes="a made-up secret")), written="a made-up secret"
    )
    with Renderer() as renderer:
        with pytest.raises(RenderFailed) as caught:
            renderer.render(wrong)
        assert "ValueError" in caught.value.trace
        assert "pdf.py" in caught.value.trace
        assert "could not be made" in caught.value.words
        assert "secret" not in caught.value.trace + caught.value.words
        assert renderer.render(made()).startswith(b"%PDF")


def test_the_same_referral_again_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with Renderer() as renderer:
        pdf = renderer.render(made())
        os.kill(process_of(renderer), signal.SIGKILL)
        assert renderer.render(made()) is pdf


def test_it_ends_when_idle_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "IDLE", 0.05)
    with Renderer() as renderer:
        renderer.render(made())
        timer = renderer._timer
        assert timer is not None
        assert timer.daemon is True, "it holds up nobody who leaves"
        timer.join(30)
        assert renderer.pid is None
        assert renderer.render(made(revision=2)).startswith(b"%PDF")


def test_closing_ends_the_process_and_forgets_the_referral() -> None:
    renderer = Renderer()
    renderer.render(made())
    pid = process_of(renderer)
    renderer.close()
    assert renderer._last is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_nothing_stays_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Renderer() as renderer:
        renderer.render(made())
        [folder] = tmp_path.iterdir()
        assert folder.name.startswith("ce-tui-")
        written = [file for file in tmp_path.rglob("*") if file.is_file()]
        assert written
        assert all(b"Fictional" not in file.read_bytes() for file in written)
        assert all((file.stat().st_mode & 0o077) == 0 for file in tmp_path.rglob("*"))
    assert list(tmp_path.iterdir()) == []


def test_the_process_gets_an_environment_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CE_MADE_UP", "secret")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    with Renderer() as renderer:
        renderer.render(made())
        environment = Path(f"/proc/{process_of(renderer)}/environ").read_bytes().split(b"\0")
        folder = bytes(Path(f"/proc/{process_of(renderer)}/cwd").readlink())
    assert {entry for entry in environment if entry} == {
        b"LANG=C.UTF-8",
        b"HOME=" + folder,
        b"TMPDIR=" + folder,
    }
    assert folder.startswith(tempfile.gettempdir().encode() + b"/ce-tui-")


def test_the_process_is_out_of_the_terminals_reach_and_never_makes_its_renderer_wait() -> None:
    with Renderer() as renderer:
        renderer.render(made())
        assert os.getsid(process_of(renderer)) == process_of(renderer)
        assert renderer._process is not None and os.get_blocking(renderer._process._write) is False


def test_the_process_leaves_no_core_and_writes_no_large_file() -> None:
    with Renderer() as renderer:
        renderer.render(made())
        pid = process_of(renderer)
        assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)
        assert resource.prlimit(pid, resource.RLIMIT_FSIZE) == (2**28, 2**28)


@pytest.mark.parametrize("folder_is_there", [True, False])
def test_the_process_ends_well_with_the_pipe_and_removes_its_folder(folder_is_there: bool) -> None:
    with Renderer() as renderer:
        renderer.render(made())
        assert renderer._process is not None
        process, folder = renderer._process._process, renderer._process._folder
        if not folder_is_there:
            shutil.rmtree(folder)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(30) == 0
        assert not folder.exists()


def test_starting_does_not_wait_and_imports_nothing_heavy() -> None:
    code = """
import sys
from ce_tui.core.referral.worker import Renderer
renderer = Renderer()
renderer.start()
heavy = {"weasyprint", "pikepdf", "jinja2", "fontTools"} & set(sys.modules)
renderer.close()
sys.exit(str(heavy) if heavy else 0)
"""
    environment = {"PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment)
    assert done.returncode == 0, done.stderr


def test_where_pango_is_missing_the_one_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    no_pango = (
        "import sys, pathlib; sys.path.append(sys.argv[1]); "
        "import cffi; cffi.FFI.dlopen = lambda *_: (_ for _ in ()).throw(OSError('cannot load library')); "
        "from ce_tui.core.referral.worker_process import main; main(pathlib.Path(sys.argv[2]))"
    )
    monkeypatch.setattr(worker, "_BOOT", no_pango)
    with Renderer() as renderer:
        renderer.start()
        with pytest.raises(PdfUnavailable) as caught:
            renderer.render(made())
    assert COMMAND in caught.value.words
    assert "Everything else works" in caught.value.words


def test_where_nothing_else_is_said_pango_is_missing() -> None:
    assert PdfUnavailable().words == (
        "The PDF cannot be made on this machine: Pango is missing. Everything else works, and the referral can be "
        f"exported as plain text. On Debian or Ubuntu, as root: {COMMAND}"
    )
    assert (PdfUnavailable("Made up.").words, PdfUnavailable.exit_code) == ("Made up.", 69)


def test_why_a_pdf_cannot_be_made_is_said_in_the_words_of_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made_up = (
        "import sys; sys.path.append(sys.argv[1]); from ce_tui.core.referral.worker_process import UNAVAILABLE, send; "
        "send(1, UNAVAILABLE, 'Made up.'.encode())"
    )
    monkeypatch.setattr(worker, "_BOOT", made_up)
    with Renderer() as renderer, pytest.raises(PdfUnavailable) as caught:
        renderer.render(made())
    assert caught.value.words == "Made up."


def test_a_process_that_cannot_be_started_is_said_by_the_first_that_asks_for_a_pdf(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made_for_it = []

    def full(*_: object, cwd: Path, **__: object) -> None:
        if made_for_it:
            shutil.rmtree(cwd)  # somebody has tidied up
        made_for_it.append(cwd)
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(worker.subprocess, "Popen", full)
    with Renderer() as renderer:
        renderer.start()
        with pytest.raises(NotStarted, match="cannot be made just now") as caught:
            renderer.render(made())
    assert caught.value.exit_code == 75
    assert len(made_for_it) == 2 and not any(each.exists() for each in made_for_it)


def test_threads_take_turns(renderer: Renderer) -> None:
    written: dict[int, bytes] = {}

    def ask(number: int) -> None:
        written[number] = renderer.render(made(revision=number))

    threads = [threading.Thread(target=ask, args=(number,)) for number in (5, 6, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(set(written.values())) == 3


def test_a_referral_is_waited_for_half_a_minute_and_the_process_stays_for_five() -> None:
    assert (worker.TIMEOUT, worker.IDLE, worker.START_TIMEOUT) == (30, 300, 30)


def test_of_what_the_process_said_the_last_four_thousand_bytes_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        worker, "_BOOT", "import sys; sys.stderr.buffer.write(b'a' * 5000 + b'\\xff the end')"
    )
    with Renderer() as renderer, pytest.raises(RenderFailed) as caught:
        renderer.render(made())
    assert len(caught.value.trace) == 4096
    assert caught.value.trace.endswith("aaa\ufffd the end")


def test_a_failure_has_a_reference_to_tell_and_says_what_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_BOOT", "import shutil, sys; shutil.rmtree(sys.argv[2]); sys.exit(1)")
    with Renderer() as renderer, pytest.raises(RenderFailed) as caught:
        renderer.render(made())
    assert re.fullmatch(r"PDF-[0-9A-F]{6}", caught.value.reference)
    too_long = worker._failure(SimpleNamespace(tail=str), too_long=True)  # type: ignore[arg-type]
    assert too_long.words == (
        f"The PDF took too long and was given up (reference {too_long.reference}). Nothing is lost: try again, or "
        "export plain text."
    )
