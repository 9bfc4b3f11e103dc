"""What the doctor says about the lock."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.doctor.machine import lock

TOO_SHORT = (
    "before it locks, which is too short for some people. Set warn under [lock] to 30 seconds, and idle to more than "
    "that."
)


def said(folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str) -> dict[str, list[str]]:
    file = folder / "config.toml"
    file.write_text(f"[lock]\n{settings}\n", "utf-8")
    monkeypatch.setenv("CE_TUI_CONFIG", str(file))
    found: dict[str, list[str]] = {"good": [], "note": []}
    for finding in lock():
        found[finding.kind].append(f"{finding.words} {finding.remedy}".strip())
    return found


def test_as_delivered_all_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = said(tmp_path, monkeypatch, "")
    assert found["note"] == []
    assert found["good"] == [
        "Locks by itself 3 minutes after the last key, unless an account has chosen another time.",
        "While somebody phones it locks 20 minutes after the last key.",
        "Locked, it signs out after 15 minutes without a key.",
    ]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            "idle = 0",
            "Does not lock by itself: idle under [lock] is 0. On a terminal that several people use, set it to 180 "
            "seconds: whoever needs longer can choose so.",
        ),
        ("warn = 5", f"Warns only 5 seconds {TOO_SHORT}"),
        ("idle = 30", f"Warns only 15 seconds {TOO_SHORT}"),
        (
            "end = 0",
            "Locked, it never signs out by itself: end under [lock] is 0. Set it to 900 seconds: only the end of the "
            "process takes a case out of the machine's memory.",
        ),
    ],
)
def test_what_a_deployment_should_think_about_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, words: str
) -> None:
    assert said(tmp_path, monkeypatch, settings)["note"] == [words]


def test_a_configuration_that_cannot_be_read_is_another_checks_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(tmp_path, monkeypatch, "idle = 'soon'") == {"good": [], "note": []}
