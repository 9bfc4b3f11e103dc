"""What the doctor says of the configuration and its pathways."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ce_tui.core.pathway.document import localities
from ce_tui.doctor import machine, store
from ce_tui.doctor.finding import Finding
from support.checkout import CHECKOUT


def configured(folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str) -> Path:
    file = folder / "config.toml"
    file.write_text(settings, "utf-8")
    monkeypatch.setenv("CE_TUI_CONFIG", str(file))
    return file


def test_the_configuration_is_said_with_its_pathway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, pathway, links, holidays = machine.configuration()
    assert first == Finding("good", "There is no configuration file.")
    assert pathway.kind == "good" and pathway.words.startswith("The pathway is ")
    assert pathway.words.endswith("factors; Southend, Essex, Thurrock, Elsewhere).")
    assert links.kind == "note" and "links of the document have no address in the copy used: " in links.words
    assert links.remedy == "Once confirmed, put each address into the configuration under [links]."
    assert holidays.words.startswith("Bank holidays in England are known until ")
    file = configured(tmp_path, monkeypatch, "")
    assert next(machine.configuration()) == Finding("good", f"The configuration is {file}.")
    configured(tmp_path, monkeypatch, "nonsense = 1")
    [wrong] = machine.configuration()
    assert (wrong.kind, wrong.remedy) == ("wrong", "Mend the file, or take CE_TUI_CONFIG away.")
    assert "nonsense" in wrong.words


def test_what_is_gone_and_still_named_is_said_and_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, "[keys]\n'section.beside' = 'b'\n")
    _, gone, *_ = machine.configuration()
    assert gone == Finding(
        "note",
        "The configuration gives a key to section.beside, which is gone: what stands beside a section comes by itself. "
        "Take that line out of [keys].",
    )


def test_bank_holidays_that_run_out_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    until = localities.known_until().isoformat()
    asked: list[date] = []
    monkeypatch.setattr(localities, "runs_out_soon", lambda day: not asked.append(day))
    assert list(machine.configuration())[-1] == Finding(
        "note", f"Bank holidays are known until {until} only.", "Install a newer version."
    )
    assert asked == [date.today()]


def test_a_pathway_that_cannot_be_used_is_said(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, "pathways = ['none.toml']")
    [found, *_] = store.pathways()
    assert found.kind == "wrong"
    assert found.words.startswith("A pathway of the configuration cannot be used. ")
    assert found.remedy == (
        "ce-tui pathway check FILE lists its faults with their places. What was screened with it before stays readable."
    )
    configured(tmp_path, monkeypatch, "nonsense = 1")
    assert list(store.pathways()) == []


def test_links_that_cannot_be_used_are_said(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, "[links]\nnone-such = 'https://example.org'")
    [found] = store.pathways()
    assert (found.kind, found.remedy) == ("wrong", "Mend the configuration.")
    assert "none-such" in found.words


def test_before_a_first_sign_in_no_change_of_a_pathway_can_be_seen(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = CHECKOUT / "tests" / "data" / "made-up-pathway" / "pathway.toml"
    configured(tmp_path, monkeypatch, f"pathways = ['{file}']")
    assert list(store.pathways()) == []
    home.mkdir()
    (home / "store.db").touch()
    assert list(store.pathways()) == [
        Finding(
            "note",
            "Whether a pathway file changed since it was first used cannot be seen here before somebody has signed in "
            "with this version.",
            "Sign in once; the app says it then, too.",
        )
    ]
