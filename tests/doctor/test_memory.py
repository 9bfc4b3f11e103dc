"""What the doctor says of memory, and of what is swapped."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.doctor import machine
from ce_tui.doctor.finding import Finding


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
    assert list(machine.memory()) == found


def test_memory_of_which_nothing_is_told_is_not_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_: "MemTotal: 900000 kB\n")
    assert list(machine.memory()) == []


def swapping(monkeypatch: pytest.MonkeyPatch, *areas: str) -> list[Finding]:
    read, heading = Path.read_text, "Filename Type Size Used Priority\n"

    def told(path: Path, encoding: str) -> str:
        if str(path) == "/proc/swaps":
            return heading + "".join(f"{area} partition 1 0 -2\n" for area in areas)
        return read(path, encoding)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", told)
        return list(machine.swap())


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
    found = {each.name: machine._is_encrypted(each) for each in tmp_path.iterdir()}
    assert found == {"plain": False, "crypt": True, "over": True, "mixed": False, "empty": False}
