"""The power goes at any moment: every save that was acknowledged is there afterwards, and the store is sound.

A store's own calls are recorded and replayed up to random moments, with what was not synced yet dropped, kept in part
or torn. With `synchronous=NORMAL` the same replay loses saves: so it would show a loss here, too.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.log.audit import walk
from ce_tui.core.vault.store.records import TallyFindings
from ce_tui.core.vault.store.store import Store
from support.stores.power_loss import Disk, Event, needs_strace, record
from support.stores.vault import answers, in_memory, new_store

pytestmark = needs_strace
STATES, STATES_IN_SOAK, SAVES = 200, 2000, 45

_SAVING = """
import os, sys, msgspec
from pathlib import Path
from support.stores.vault import answers, database_of, entered
casebook = entered(Path(sys.argv[1]))
database_of(casebook).execute(f"PRAGMA synchronous = {sys.argv[3]}")
screening = casebook.screenings.open(sys.argv[2])
for number in range(1, int(sys.argv[4]) + 1):
    notes = f"{number} " + f"words{number} " * (40 * (number % 60))
    screening = casebook.screenings.save(msgspec.structs.replace(screening, answers=answers(notes=notes)))
    os.write(1, f"{number}\\n".encode())
casebook.close()
"""


class Recorded:
    """A store as it was, what a process then did to it, and the key to look at what is left."""

    def __init__(self, folder: Path, synchronous: str) -> None:
        home = folder / "home"
        casebook, _ = new_store(home)
        self.ref = casebook.screenings.begin(answers(notes="0 ")).ref
        self.key = casebook._desk.unlocked.database_key
        casebook.close()
        self.before = {"store.db": (home / "store.db").read_bytes()}
        arguments = [home, self.ref, synchronous, str(SAVES)]
        self.events = record(_SAVING, arguments, home, folder / "calls")
        (folder / "calls").unlink()

    def lost(self, states: int, seed: int) -> int:
        """Cut the power at random moments: how many saves too few were there in all. What is there is sound."""
        chosen, disk, said, lost = random.Random(seed), Disk(self.before), 0, 0
        cuts = Counter(chosen.randrange(len(self.events)) for _ in range(states))
        for number, event in enumerate(self.events):
            disk.happen(event)
            said = int(event.data) if event.kind == "said" else said
            for _ in range(cuts[number]):
                with TemporaryDirectory(dir=in_memory()) as folder:
                    kept = self.kept(disk.after_power_cut(chosen), Path(folder))
                assert kept <= said + 1, "what was never saved is not there"
                lost += max(said - kept, 0)
        return lost

    def kept(self, files: dict[str, bytes], left: Path) -> int:
        """The number of the last save that is in these files; asserts that the store is sound."""
        for name, content in files.items():
            (left / name).write_bytes(content)
        store = Store.open(left / "store.db", self.key)
        try:
            record = store.screenings.load(self.ref)
            assert record is not None
            number = int(msgspec.json.decode(record.document, type=Screening).answers.notes.split()[0])
            assert record.row.version == number + 1
            assert store.upkeep.faults() == []
            walked = walk(store.chain, store.log.entries())
            assert (walked.altered, walked.gaps, walked.head) == ((), (), store.log.head())
            tallied = store.upkeep.tallied()
            assert tallied == TallyFindings()
            return number
        finally:
            store.close()


def acknowledged(events: Sequence[Event]) -> int:
    """The last save that the process had said to be done."""
    return max((int(event.data) for event in events if event.kind == "said"), default=0)


@pytest.fixture(scope="module")
def in_use(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return Recorded(tmp_path_factory.mktemp("full"), "FULL")


def test_the_recording_holds_every_save_and_the_log_written_back(in_use: Recorded) -> None:
    assert acknowledged(in_use.events) == SAVES
    kinds = [(event.kind, event.name) for event in in_use.events]
    assert kinds.count(("sync", "store.db-wal")) >= SAVES
    assert ("write", "store.db") in kinds and ("sync", "store.db") in kinds


def test_no_acknowledged_save_is_lost_when_the_power_goes(in_use: Recorded) -> None:
    assert in_use.lost(STATES, seed=3) == 0


def test_with_fewer_syncs_saves_are_lost_so_the_replay_would_show_it(tmp_path: Path) -> None:
    assert Recorded(tmp_path, "NORMAL").lost(20, seed=3) > 0


@pytest.mark.soak
def test_no_acknowledged_save_is_lost_in_many_more_power_cuts(in_use: Recorded) -> None:
    assert in_use.lost(STATES_IN_SOAK, seed=11) == 0
