"""Killed in the middle of saving: every save that was acknowledged is there, and the store is sound."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from support.checkout import CHECKOUT
from support.stores.vault import answers, entered, new_store

KILLS = 8

_SAVING = """
import sys, msgspec
from pathlib import Path
from support.stores.vault import entered
casebook = entered(Path(sys.argv[1]))
screening = casebook.screenings.open(sys.argv[2])
number = 0
while True:
    number += 1
    text = f"{number} " + "words " * (number % 500)
    answers = msgspec.structs.replace(screening.answers, notes=text)
    screening = casebook.screenings.save(msgspec.structs.replace(screening, answers=answers))
    print(screening.version, number, flush=True)
"""


def test_a_kill_in_the_middle_of_saving_loses_no_acknowledged_save(home: Path) -> None:
    casebook, _ = new_store(home)
    ref = casebook.screenings.begin(answers()).ref
    casebook.close()
    chosen, acknowledged = random.Random(5), 0
    for _ in range(KILLS):
        version, number = _save_until_killed(home, ref, after=chosen.randrange(1, 120))
        acknowledged += number
        casebook = entered(home)
        screening = casebook.screenings.open(ref)
        kept = int(screening.answers.notes.split()[0])
        assert kept in (number, number + 1)
        assert screening.version == version + kept - number
        assert casebook.log.verify().faults == []
        casebook.close()
    assert acknowledged > KILLS * 10


def _save_until_killed(home: Path, ref: str, after: int) -> tuple[int, int]:
    """The last version and number that the other process said it had saved."""
    environment = os.environ | {"PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'tests'}"}
    command = [sys.executable, "-c", _SAVING, home, ref]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as saving:
        assert saving.stdout is not None
        said = [saving.stdout.readline() for _ in range(after)]
        saving.send_signal(signal.SIGKILL)
        said += saving.stdout.readlines()
    assert saving.returncode == -signal.SIGKILL
    whole = [line for line in said if line.endswith("\n")]
    version, number = whole[-1].split()
    return int(version), int(number)
