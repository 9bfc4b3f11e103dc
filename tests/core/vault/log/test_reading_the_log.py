"""The log as a lead reads it: by screening, by person, by kind, by time; and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import NotPermitted, Refused, WrongCredentials
from support.stores.vault import ADA, BEN, CLEO, OTHER, answers, entered, with_people

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def ada(home: Path) -> Iterator[Casebook]:
    casebook = with_people(home)
    yield casebook
    casebook.close()


def test_it_is_read_by_screening_however_its_reference_is_typed(ada: Casebook) -> None:
    one, other = ada.screenings.begin(answers()), ada.screenings.begin(answers())
    ada.screenings.leave(ada.screenings.save(one))
    ada.referrals.note_export(other.ref, "pdf")
    lines = ada.log.entries(ref=f" {one.ref.lower().replace('-', ' ')} ")
    assert {each.ref for each in lines} == {one.ref}
    assert [each.kind for each in lines] == ["created", "editing began", "editing ended"]
    with pytest.raises(Refused, match="not a reference"):
        ada.log.entries(ref="the first one")


def test_it_is_read_by_person_whatever_the_case_of_the_name(ada: Casebook, home: Path) -> None:
    ben = entered(home, BEN, OTHER)
    made = ben.screenings.begin(answers())
    ben.close()
    lines = ada.log.entries(person=f" {BEN.upper()} ")
    assert {each.by for each in lines} == {BEN}
    assert [each.kind for each in lines] == ["sign-in", "created", "sign-out"]
    assert ada.log.entries(person=ADA, ref=made.ref) == []
    with pytest.raises(Refused, match="Nobody of this name"):
        ada.log.entries(person="Nobody Example")


def test_it_is_read_by_kind_from_an_entry_or_a_time_on_and_from_its_end(ada: Casebook, home: Path) -> None:
    whole = ada.log.entries()
    assert [each.seq for each in whole] == list(range(1, len(whole) + 1))
    assert ada.log.entries(last=2) == whole[-2:]
    assert ada.log.entries(kinds=["account", "rule"]) == [e for e in whole if e.kind == "account"]
    cleo = entered(home, CLEO, OTHER, clock=lambda: NOW + timedelta(days=3650))
    cleo.people.set_hub("Imaginary Hub", "essex")
    since = (NOW + timedelta(days=3649)).isoformat(timespec="milliseconds")
    assert [each.kind for each in cleo.log.entries(since=since)] == ["sign-in", "rule"]
    assert cleo.log.entries(since=since, last=1)[0].kind == "rule"
    cleo.close()


def test_a_practitioner_reads_no_log_and_the_refusal_stands_in_it(ada: Casebook, home: Path) -> None:
    ben = entered(home, BEN, OTHER)
    with pytest.raises(NotPermitted):
        ben.log.entries()
    with pytest.raises(NotPermitted):
        ben.log.verify()
    ben.close()
    assert [each.detail for each in ada.log.entries(kinds=["refusal"])] == [
        "read the log",
        "verify the log",
    ]


def test_everything_that_is_to_be_logged_is(ada: Casebook, home: Path) -> None:
    """Views, searches, lists, exports, prints, sign-ins, refusals, changes of accounts, keys and rules, backups, …"""
    ben = entered(home, BEN, OTHER)
    theirs = ben.screenings.begin(answers())
    ben.screenings.leave(theirs)
    with pytest.raises(NotPermitted):
        ben.screenings.open("CE-7K3M-2Q")
    ben.close()
    ada.index.all()
    ada.index.search("Quillfeather")
    ada.screenings.open(theirs.ref, "supervision")
    for how in ("pdf", "text", "print", "phone"):
        ada.referrals.note_export(theirs.ref, how)
    ada.access.verify("not the passphrase of anybody")
    ada.people.set_hub("Imaginary Hub", "essex")
    with pytest.raises(WrongCredentials):
        entered(home, ADA, "not the passphrase of anybody")
    again = entered(home)
    again.close()
    kinds = [each.kind for each in ada.log.entries()]
    for kind in (
        "view",
        "search",
        "list",
        "export",
        "print",
        "phone",
        "refusal",
        "account",
        "rule",
        "sign-in",
        "sign-out",
    ):
        assert kind in kinds
    assert [each.detail for each in ada.log.entries(kinds=["sign-in"])][-1] == "wrong tries before it: 1"
    refused = [each.detail for each in ada.log.entries(kinds=["refusal"])]
    assert refused[:2] == ["open a screening", "unlock"]
    assert [each.split(", on 2")[0] for each in refused[2:]] == [
        f"wrong tries: 1 at a terminal without a name, in the name of {ADA}"
    ]
