"""What every test shares: no test reads or writes the home, the configuration or the zone of who runs it."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Generator, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from ce_tui.core.referral.worker import Renderer
    from ce_tui.core.vault.log.anchors import FileAnchors

settings.register_profile("quick", deadline=None, derandomize=True, max_examples=50)
settings.register_profile(
    "soak", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("quick")

with suppress(ValueError):  # not in the first thread
    for each, usual in (
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGQUIT, signal.SIG_DFL),
        (signal.SIGHUP, signal.SIG_DFL),
    ):
        # Begun by a script with `&` or by `nohup`: what the tests begin is not.
        if signal.getsignal(each) == signal.SIG_IGN:
            signal.signal(each, usual)

_OURS = ("CE_TUI_HOME", "CE_TUI_CONFIG", "NO_COLOR", "COLORTERM")


_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed: what it had in its folders stays."""
    report = yield
    item.stash[_FAILED] = report.failed or item.stash.get(_FAILED, False)
    return report


@pytest.fixture(autouse=True, scope="session")
def _temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is temporary lies in one folder of the run, and goes with it."""
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", str(folder))
        yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_folders(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    folders = tmp_path_factory.mktemp("person", numbered=True)
    for name in _OURS:
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folders))
    for name, folder in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        monkeypatch.setenv(name, str(folders / folder))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LANG", "C.UTF-8")
    yield
    if not request.node.stash.get(_FAILED, False):
        shutil.rmtree(folders, ignore_errors=True)


@pytest.fixture(autouse=True)
def _little_headroom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of stores are made: each keeps little of the disk back."""
    monkeypatch.setattr("ce_tui.core.vault.folder.sessions.SIZE", 64 * 1024)


@pytest.fixture(autouse=True)
def _cheap_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """What key slots cost where the tests run an app themselves. Their real cost: `core/vault/keys/test_keys.py`."""
    from ce_tui.core.vault.casebook import open_store, opening
    from support.stores.copies import QUICK

    for module in (open_store, opening):
        monkeypatch.setattr(module, "CasebookSettings", partial(open_store.CasebookSettings, argon=QUICK))


@pytest.fixture(autouse=True)
def _one_draws_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apps that the tests run themselves begin no process for their PDFs: one, warm, draws for all of them."""
    from support.terminal.ready import line_to_the_drawing

    monkeypatch.setattr("ce_tui.core.referral.worker._begun", line_to_the_drawing)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a store that does not exist yet, set as CE_TUI_HOME."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CE_TUI_HOME", str(folder))
    return folder


@pytest.fixture
def anchors_file(tmp_path: Path) -> Path:
    """The file of anchors that lie elsewhere than beside the store."""
    return tmp_path / "elsewhere.log"


@pytest.fixture
def elsewhere(anchors_file: Path) -> FileAnchors:
    """Anchors that lie elsewhere: what they know of and the store does not lets nobody in."""
    from ce_tui.core.vault.log.anchors import FileAnchors

    return FileAnchors(anchors_file)


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """One warm rendering process for all tests that do not harm it."""
    from ce_tui.core.referral.worker import Renderer

    with Renderer() as started:
        started.start()
        yield started


_LONG = frozenset(Path(__file__).with_name("long.txt").read_text().splitlines())


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what takes long, as it was measured."""
    if item.nodeid.split("[")[0] in _LONG:
        item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """What has been imported by now stays: it is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each worker begins with its share of the stories, the longest tests: nobody waits for one of them at the end.

    At first a worker gets as many tests as every other, in this order.
    """
    stories = [item for item in items if "story" in item.path.parts]
    others = [item for item in items if "story" not in item.path.parts]
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    each = len(others) // workers + 1
    items[:] = [
        item
        for worker in range(workers)
        for item in (*stories[worker::workers], *others[worker * each : (worker + 1) * each])
    ]
