"""long_tests.py JUNIT: write tests/long.txt, the tests that `make test` leaves to `make test-long`.

They are those that took longest in a whole run (`make times`), a test's cases counted together; but the main job, from
an empty store to a referral, stays where it is looked at most often.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

CHECKOUT = Path(__file__).resolve().parent.parent
LIST = CHECKOUT / "tests" / "long.txt"
SECONDS = 3.5
"""What takes longer than this, in a whole run with three tests at a time on each processor, is long."""
MAIN_JOB = (
    "tests/story/test_a_whole_screening.py::test_pat_sets_up_screens_a_child_exports_the_referral_and_finds_it_again",
    "tests/story/test_drawn_as_meant.py::test_the_terminal_shows_what_a_whole_new_picture_would",
    "tests/story/test_felt_on_a_braille_line.py::test_the_main_job_is_done_by_touch",
    "tests/story/test_from_set_up_to_referral.py::test_from_an_empty_machine_to_a_referral_and_back",
    "tests/story/test_heard_in_both_displays.py::test_the_main_job_is_heard_row_by_row_and_once_in_both_displays",
)
HEAD = "# Written by `make times` from what each test took. `make test` leaves these to `make test-long`.\n"


def long_ones(junit: Path) -> list[str]:
    """The tests that took long, as pytest names them without their cases, in order."""
    took: defaultdict[str, float] = defaultdict(float)
    for case in ElementTree.parse(junit).iter("testcase"):
        took[_named(case.attrib["classname"], case.attrib["name"])] += float(case.attrib["time"])
    return sorted(name for name, seconds in took.items() if seconds > SECONDS and name not in MAIN_JOB)


def _named(classname: str, name: str) -> str:
    """ "tests.story.test_x" and "test_y[1]" as "tests/story/test_x.py::test_y"; a class may stand in between."""
    parts = classname.split(".")
    file = next(at for at, part in enumerate(parts, 1) if part.startswith("test_"))
    return "::".join(["/".join(parts[:file]) + ".py", *parts[file:], name.split("[")[0]])


if __name__ == "__main__":
    LIST.write_text(HEAD + "".join(f"{name}\n" for name in long_ones(Path(sys.argv[1]))))
