"""What the doctor says of the machine, the terminal and the configuration."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ce_tui import __version__
from ce_tui.core.pathway.document import bank_holidays
from ce_tui.core.referral.unavailable import COMMAND
from ce_tui.doctor import clock, kiosk, machine, memory, pathways, setting
from ce_tui.doctor.examination import exit_code
from ce_tui.doctor.finding import Finding
from ce_tui.settings import fault_log
from support.checkout import CHECKOUT


def configured(folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str) -> Path:
    file = folder / "config.toml"
    file.write_text(settings, "utf-8")
    monkeypatch.setenv("CE_TUI_CONFIG", str(file))
    return file


def test_what_is_found_amounts_to_an_exit_code() -> None:
    good, note, lacks, wrong = (Finding(kind, "") for kind in ("good", "note", "lacks", "wrong"))  # type: ignore[arg-type]
    assert exit_code([good, note]) == 0
    assert exit_code([good, lacks]) == 69
    assert exit_code([lacks, wrong, note]) == 78


def test_the_program_is_said_with_what_it_runs_on() -> None:
    runs = f"ce-tui {__version__} with Python {platform.python_version()} on {platform.system()}."
    assert list(setting.program()) == [Finding("good", runs)]


class Terminal:
    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, lines: int) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((columns, lines)))


@pytest.mark.parametrize(("size", "kind"), [((80, 24), "good"), ((79, 24), "note"), ((80, 23), "note")])
def test_a_terminal_is_said_with_its_size(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], kind: str
) -> None:
    on_a_terminal(monkeypatch, *size)
    said = f"The terminal (xterm-256color) has {size[0]} columns and {size[1]} lines"
    few = Finding("note", f"{said}; 80 by 24 or more is comfortable.", "Make the window larger.")
    assert list(setting.terminal()) == [Finding("good", f"{said}.") if kind == "good" else few]


def test_no_colour_and_a_terminal_without_a_cursor_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch, 100, 30)
    monkeypatch.setenv("NO_COLOR", "")
    assert list(setting.terminal())[1:] == [
        Finding("good", "NO_COLOR is set: the app draws without colour. Every state is a word anyway.")
    ]
    monkeypatch.delenv("TERM")
    assert next(setting.terminal()).words == "The terminal (no TERM) has 100 columns and 30 lines."
    for term in ("dumb", "unknown"):
        monkeypatch.setenv("TERM", term)
        assert list(setting.terminal()) == [
            Finding(
                "note",
                f"The terminal calls itself {term} and cannot move its cursor, so the app opens a line at a time.",
                "For the full screen set TERM to what the terminal really is.",
            )
        ]


def test_where_there_is_no_terminal_nothing_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = [Finding("note", "This is not run on a terminal, so nothing can be said about it.")]
    for stream in ("stdin", "stdout"):
        with monkeypatch.context() as patch:
            on_a_terminal(patch, 80, 24)
            patch.setattr(sys, stream, open(os.devnull))  # noqa: PTH123, SIM115
            assert list(setting.terminal()) == nothing


def test_the_locale_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding in ("UTF-8", "utf8"):
        monkeypatch.setattr(locale, "getencoding", lambda encoding=encoding: encoding)
        assert list(setting.language()) == [
            Finding("good", "The locale writes UTF-8: names in every script can be typed and shown.")
        ]
    monkeypatch.setattr(locale, "getencoding", lambda: "ISO-8859-1")
    assert list(setting.language()) == [
        Finding(
            "note",
            "The locale writes iso-8859-1: letters outside it are shown as question marks, and stay whole in the "
            "store.",
            "Set LANG to a UTF-8 locale, such as C.UTF-8 or en_GB.UTF-8.",
        )
    ]


def test_the_configuration_is_said_with_its_pathway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, pathway, links, holidays = setting.configuration()
    assert first == Finding("good", "There is no configuration file.")
    assert pathway.kind == "good" and pathway.words.startswith("The pathway is ")
    assert pathway.words.endswith("factors; Southend, Essex, Thurrock, Elsewhere).")
    assert links.kind == "note" and "links of the document have no address in the copy used: " in links.words
    assert links.remedy == "Once confirmed, put each address into the configuration under [links]."
    assert holidays.words.startswith("Bank holidays in England are known until ")
    file = configured(tmp_path, monkeypatch, "")
    assert next(setting.configuration()) == Finding("good", f"The configuration is {file}.")
    configured(tmp_path, monkeypatch, "nonsense = 1")
    [wrong] = setting.configuration()
    assert (wrong.kind, wrong.remedy) == ("wrong", "Mend the file, or take CE_TUI_CONFIG away.")
    assert "nonsense" in wrong.words


def test_bank_holidays_that_run_out_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    until = bank_holidays.known_until().isoformat()
    asked: list[date] = []
    monkeypatch.setattr(bank_holidays, "runs_out_soon", lambda day: not asked.append(day))
    assert list(setting.configuration())[-1] == Finding(
        "note", f"Bank holidays are known until {until} only.", "Install a newer version."
    )
    assert asked == [date.today()]


def test_a_pathway_that_cannot_be_used_is_said(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, "pathways = ['none.toml']")
    [found, *_] = pathways.pathways()
    assert found.kind == "wrong"
    assert found.words.startswith("A pathway of the configuration cannot be used. ")
    assert found.remedy == (
        "ce-tui pathway check FILE lists its faults with their places. What was screened with it before stays readable."
    )
    configured(tmp_path, monkeypatch, "nonsense = 1")
    assert list(pathways.pathways()) == []


def test_links_that_cannot_be_used_are_said(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, "[links]\nnone-such = 'https://example.org'")
    [found] = pathways.pathways()
    assert (found.kind, found.remedy) == ("wrong", "Mend the configuration.")
    assert "none-such" in found.words


def test_before_a_first_sign_in_no_change_of_a_pathway_can_be_seen(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = CHECKOUT / "tests" / "data" / "made-up-pathway" / "pathway.toml"
    configured(tmp_path, monkeypatch, f"pathways = ['{file}']")
    assert list(pathways.pathways()) == []
    home.mkdir()
    (home / "store.db").touch()
    assert list(pathways.pathways()) == [
        Finding(
            "note",
            "Whether a pathway file changed since it was first used cannot be seen here before somebody has signed in "
            "with this version.",
            "Sign in once; the app says it then, too.",
        )
    ]


@pytest.mark.parametrize(("ahead", "said"), [(86_390, False), (86_500, True)])
def test_a_store_of_the_day_after_tomorrow_says_that_the_clock_is_wrong(
    home: Path, monkeypatch: pytest.MonkeyPatch, ahead: int, said: bool
) -> None:
    home.mkdir()
    (home / "store.db").touch()
    now = (home / "store.db").stat().st_mtime
    monkeypatch.setattr(clock.time, "time", lambda: now - ahead)
    wrong = Finding(
        "lacks",
        "The clock is wrong: the store was last changed on a day that has not come yet.",
        "Set the clock before anybody signs in: what is due by date and the audit depend on it.",
    )
    assert (wrong in clock.clock()) is said


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        (True, [Finding("good", "The clock is kept right over the network.")]),
        (
            False,
            [
                Finding(
                    "note",
                    "Nothing keeps the clock right: the hours of offices and the times in the audit are as good as it "
                    "is.",
                    "Use NTP, such as systemd-timesyncd or chrony: timedatectl set-ntp true. On a machine without a "
                    "network look at the clock each month.",
                )
            ],
        ),
        (None, []),
    ],
)
def test_whether_the_clock_is_kept_right(
    home: Path, monkeypatch: pytest.MonkeyPatch, kept: bool | None, found: list[Finding]
) -> None:
    monkeypatch.setattr(clock, "_kept_right", lambda: kept)
    london = Finding("good", "Opening hours are judged by the clock of Europe/London.")
    assert list(clock.clock()) == [london, *found]


@pytest.mark.parametrize(
    ("free", "found"),
    [
        (256 * 1024, []),
        (
            256 * 1024 - 1,
            [Finding("lacks", "255 MiB of memory are free; one sign-in needs 128.", "Close something.")],
        ),
    ],
)
def test_memory_for_two_sign_ins_is_enough(
    monkeypatch: pytest.MonkeyPatch, free: int, found: list[Finding]
) -> None:
    said = f"MemTotal:  900000 kB\nMemAvailable:  {free} kB\n"
    monkeypatch.setattr(Path, "read_text", lambda path, _: said if str(path) == "/proc/meminfo" else "")
    assert list(memory.memory()) == found


def test_memory_of_which_nothing_is_told_is_not_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_: "MemTotal: 900000 kB\n")
    assert list(memory.memory()) == []


def swapping(monkeypatch: pytest.MonkeyPatch, *areas: str) -> list[Finding]:
    read, heading = Path.read_text, "Filename Type Size Used Priority\n"

    def told(path: Path, encoding: str) -> str:
        if str(path) == "/proc/swaps":
            return heading + "".join(f"{area} partition 1 0 -2\n" for area in areas)
        return read(path, encoding)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", told)
        return list(memory.swap())


def test_memory_that_is_swapped_in_the_clear_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = [Finding("good", "No memory is swapped to a disk in the clear.")]
    assert swapping(monkeypatch) == good
    assert swapping(monkeypatch, "/dev/zram0") == good
    first, second = tmp_path / "first", tmp_path / "second"
    first.touch()
    assert swapping(monkeypatch, "/dev/zram0", str(first), str(second)) == [
        Finding(
            "note",
            f"This machine swaps memory to {first}, {second}, unencrypted as far as can be told: what was on the "
            "screen can stay there.",
            "Use an encrypted swap area, zram, or none: swapoff -a, and take it out of /etc/fstab.",
        )
    ]


def test_a_device_is_encrypted_where_all_beneath_it_are(tmp_path: Path) -> None:
    for name, uuid in (("plain", "LVM-x"), ("crypt", "CRYPT-LUKS2-x")):
        (tmp_path / name / "dm").mkdir(parents=True)
        (tmp_path / name / "dm" / "uuid").write_text(uuid, "utf-8")
    for name, below in (("over", ("crypt",)), ("mixed", ("crypt", "plain"))):
        (tmp_path / name / "slaves").mkdir(parents=True)
        for each in below:
            (tmp_path / name / "slaves" / each).symlink_to(tmp_path / each)
    (tmp_path / "empty" / "slaves").mkdir(parents=True)
    found = {each.name: memory._is_encrypted(each) for each in tmp_path.iterdir()}
    assert found == {"plain": False, "crypt": True, "over": True, "mixed": False, "empty": False}


def test_a_kiosk_that_offers_more_than_the_app_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kiosk, "_SYSTEM", tmp_path)
    monkeypatch.setattr(kiosk, "_setting", lambda name: {"kernel/sysrq": "438"}[name])
    assert list(kiosk.kiosk()) == []
    wanted = tmp_path / "system" / "multi-user.target.wants"
    wanted.mkdir(parents=True)
    for console in ("tty3", "tty2"):
        (wanted / f"ce-tui-kiosk@{console}.service").touch()
    deploy = CHECKOUT / "data" / "deploy" / "deploy.sh"
    on = Finding("good", "The app is on the console tty2, tty3 and comes back by itself.")
    assert list(kiosk.kiosk()) == [
        on,
        Finding(
            "lacks",
            "The other virtual consoles offer the system's own sign-in.",
            f"As root: sh '{deploy}' kiosk",
        ),
        Finding(
            "lacks", "Ctrl+Alt+Del restarts this machine.", "As root: systemctl mask ctrl-alt-del.target"
        ),
        Finding(
            "lacks",
            "The keyboard's SysRq key can end programs and restart this machine.",
            "As root: sysctl kernel.sysrq=0; deploy.sh writes it where it stays.",
        ),
    ]
    (tmp_path / "logind.conf.d").mkdir()
    (tmp_path / "logind.conf.d" / "ce-tui-kiosk.conf").touch()
    (tmp_path / "system" / "ctrl-alt-del.target").symlink_to("/dev/null")
    for off in ("0", ""):
        monkeypatch.setattr(kiosk, "_setting", lambda _, off=off: off)
        assert list(kiosk.kiosk()) == [on]


def test_printing_typefaces_and_noted_faults_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/lp" if name == "lp" else None)
    assert list(machine.printing()) == [Finding("good", "Referrals can be printed with lp.")]
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert list(machine.printing()) == [
        Finding(
            "note", "There is no lp on this machine, so the app offers no printing.", "Install CUPS' client."
        )
    ]
    monkeypatch.setattr(fault_log, "folder", lambda: tmp_path)
    assert list(machine.faults()) == []
    (tmp_path / fault_log.FILE).touch()
    assert list(machine.faults()) == [
        Finding(
            "note",
            f"Faults of the app were noted in {tmp_path / fault_log.FILE}, without anything that was typed.",
        )
    ]


def test_typefaces_that_are_missing_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [there] = machine.fonts()
    assert there.words == f"The referral's {len(machine.PACKAGES) + 1} typefaces are there."
    real = machine.font_file

    def told(name: str) -> Path:
        if name == machine.BOLD:
            raise FileNotFoundError
        return tmp_path / "none" if name == next(iter(machine.PACKAGES)) else real(name)

    monkeypatch.setattr(machine, "font_file", told)
    assert list(machine.fonts()) == [
        Finding(
            "lacks",
            f"Typefaces of the referral are missing: {next(iter(machine.PACKAGES))}, {machine.BOLD}.",
            "Install the app again: they come with it.",
        )
    ]


def test_a_pango_that_is_missing_is_said_with_the_one_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')\n", "utf-8")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    assert list(machine.pdf()) == [
        Finding(
            "lacks",
            "Pango is missing, so no referral PDF can be made. Everything else works, plain text too.",
            f"On Debian or Ubuntu, as root: {COMMAND}",
        )
    ]


def test_encryption_that_does_not_start_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    [there] = machine.encryption()
    assert there.kind == "good" and there.words.startswith("The store is encrypted with SQLCipher 4.")
    gone: Any = None
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", gone)
    assert list(machine.encryption()) == [
        Finding(
            "lacks",
            "The encryption does not start here, so no store can be opened.",
            "Install the app again.",
        )
    ]
