"""The review queue, legal holds, the lead's decisions: who may, what follows, and that nothing is deleted by a rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Child, Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.permission import names_the_child
from ce_tui.core.vault.errors import Busy, Damaged, NotFound, NotPermitted, Refused, ToBeDeleted
from ce_tui.core.vault.retention_rules import Retention, Rule
from support.stores.vault import ADA, BEN, CHILD, CLEO, OTHER, answers, database_of, entered, new_store

LEA = "Lea Example"
RULES = Retention(drafts=Rule(after="90 days"), completed=Rule(after="6 years", birthday=25))


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def ada(home: Path, time: Time) -> Iterator[Casebook]:
    """Ada, who has all roles; beside her Ben, practitioner, Cleo, administrator, and Lea, lead."""
    casebook, _ = new_store(home, clock=time)
    for name, role in ((BEN, "practitioner"), (CLEO, "administrator"), (LEA, "lead")):
        casebook.people.add_account(name, OTHER, [role])
    yield casebook
    assert casebook.log.verify().faults == []
    casebook.close()


def as_(home: Path, name: str, time: Time) -> Casebook:
    return entered(home, name, OTHER, clock=time)


def put_away(casebook: Casebook, **given: object) -> Screening:
    """A draft of this person that nobody has open."""
    made = casebook.screenings.begin(answers(**given))
    casebook.screenings.leave(made)
    return made


def kinds(casebook: Casebook, ref: str) -> list[tuple[str, str]]:
    return [(each.kind, each.detail) for each in casebook.log.entries(ref=ref)]


def test_without_rules_nothing_is_ever_due(ada: Casebook, time: Time) -> None:
    put_away(ada)
    time.pass_(days=365 * 50)
    assert ada.reviews.due() == []


def test_a_draft_is_due_on_its_day_and_stays_until_a_lead_decides(ada: Casebook, time: Time) -> None:
    ada.reviews.set_rules(RULES)
    made = put_away(ada)
    time.pass_(days=89)
    assert ada.reviews.due() == []
    time.pass_(days=1)
    (due,) = ada.reviews.due()
    assert (due.ref, due.owner, due.state, due.since) == (made.ref, ADA, "draft", "2026-04-01")
    time.pass_(days=3650)
    assert ada.deleting.purge_due() == []
    assert [each.ref for each in ada.index.all()] == [made.ref]


def test_a_completed_screening_is_due_by_the_childs_age(ada: Casebook, time: Time) -> None:
    ada.reviews.set_rules(RULES)
    made = ada.screenings.begin(answers(child=Child(name=CHILD, date_of_birth="2016-06-01")))
    ada.screenings.leave(ada.screenings.complete(made))
    time.pass_(days=365 * 7)
    assert ada.reviews.due() == []
    time.now = datetime(2041, 6, 1, 12, tzinfo=UTC)
    (due,) = ada.reviews.due()
    assert due.ref == made.ref and due.since == "2041-06-01"
    assert "25th birthday" in due.why and "2016" not in due.why


def test_the_configurations_rules_hold_until_the_administrator_sets_others(home: Path, time: Time) -> None:
    configured = Retention(drafts=Rule(after="1 day"))
    casebook, _ = new_store(home, clock=time, retention=configured)
    put_away(casebook)
    time.pass_(days=2)
    assert (len(casebook.reviews.due()), casebook.reviews.sets_rules()) == (1, False)
    casebook.reviews.set_rules(Retention())
    assert (casebook.reviews.due(), casebook.reviews.sets_rules()) == ([], True)
    casebook.reviews.set_rules(None)
    assert (len(casebook.reviews.due()), casebook.reviews.rules()) == (1, configured)
    said = [each.detail for each in casebook.log.entries() if each.kind == "rule"]
    assert len(said) == 2 and "retention: drafts: kept until someone decides" in said[0]
    with pytest.raises(Refused):
        casebook.reviews.set_rules(Retention(drafts=Rule(after="for a while")))
    casebook.close()


def test_the_administrator_sets_rules_and_decides_nothing_the_lead_decides_and_sets_no_rules(
    ada: Casebook, home: Path, time: Time
) -> None:
    made = put_away(ada)
    cleo, lea, ben = (as_(home, name, time) for name in (CLEO, LEA, BEN))
    cleo.reviews.set_rules(RULES)
    for refused in (
        lambda: cleo.keeping.mark(made.ref, "why not"),
        lambda: cleo.keeping.hold(made.ref, "why not"),
        lambda: cleo.reviews.due(),
        lambda: lea.reviews.set_rules(Retention()),
        lambda: ben.keeping.mark(made.ref, "why not"),
        lambda: ben.deleting.undo(made.ref),
        lambda: ben.keeping.release(made.ref, "why not"),
        lambda: ben.deleting.purge_due(),
    ):
        with pytest.raises(NotPermitted):
            refused()
    lea.keeping.hold(made.ref, "the police asked")
    for casebook in (cleo, lea, ben):
        casebook.close()
    refusals = [each for each in ada.log.entries() if each.kind == "refusal"]
    assert len(refusals) == 8


def test_what_is_kept_until_a_day_is_due_again_then_with_the_reason(ada: Casebook, time: Time) -> None:
    ada.reviews.set_rules(RULES)
    made = put_away(ada)
    time.pass_(days=100)
    ada.keeping.keep_until(made.ref, date(2026, 12, 1), "proceedings are pending")
    assert ada.reviews.due() == []
    time.now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    (due,) = ada.reviews.due()
    assert due.since == "2026-12-01"
    assert "kept until 1 December 2026: proceedings are pending" in due.why
    with pytest.raises(Refused, match="a day to come"):
        ada.keeping.keep_until(made.ref, date(2026, 12, 1), "longer")
    with pytest.raises(Refused, match="a day to come"):
        ada.keeping.keep_until(made.ref, date(2126, 1, 2), "longer")
    assert kinds(ada, made.ref)[-1] == ("keeping", "keep until 1 December 2026: proceedings are pending")


def test_nothing_deletes_what_is_on_hold(ada: Casebook, time: Time) -> None:
    ada.reviews.set_rules(RULES)
    made = put_away(ada)
    time.pass_(days=100)
    ada.keeping.mark(made.ref, "no longer needed")
    ada.keeping.hold(made.ref.lower(), "the police asked")
    time.pass_(days=100)
    assert (ada.deleting.purge_due(), ada.reviews.due(), ada.deleting.marked()) == ([], [], [])
    (held,) = ada.keeping.holds()
    assert (held.ref, held.by, held.owner, held.reason) == (made.ref, ADA, ADA, "the police asked")
    with pytest.raises(NotPermitted, match="on hold"):
        ada.keeping.mark(made.ref, "no longer needed")
    assert [each.ref for each in ada.index.all()] == [made.ref]
    ada.keeping.release(made.ref, "the case is closed")
    with pytest.raises(Refused, match="not on hold"):
        ada.keeping.release(made.ref, "the case is closed")
    assert [each.ref for each in ada.reviews.due()] == [made.ref]
    assert [kind for kind, _ in kinds(ada, made.ref)][-4:] == ["deletion", "keeping", "deletion", "keeping"]
    assert kinds(ada, made.ref)[-2:] == [
        ("deletion", "undone by the hold"),
        ("keeping", "hold ended: the case is closed"),
    ]


def test_a_marked_screening_leaves_every_list_and_its_owner_is_told(
    ada: Casebook, home: Path, time: Time
) -> None:
    ben = as_(home, BEN, time)
    made = put_away(ben, notes="Xylophone")
    assert ben.deleting.marked_words() == ""
    ada.keeping.mark(made.ref, "made twice")
    assert (ben.index.all(), ben.index.search("Xylophone"), ada.index.all()) == ([], [], [])
    assert made.ref in ben.deleting.marked_words() and ADA in ben.deleting.marked_words()
    assert "2 January 2026 at 12:00" in ben.deleting.marked_words()
    (seen,) = ben.deleting.marked()
    assert (seen.ref, seen.reason) == (made.ref, "")
    (seen,) = ada.deleting.marked()
    assert (seen.owner, seen.by, seen.reason) == (BEN, ADA, "made twice")
    with pytest.raises(ToBeDeleted):
        ben.screenings.open(made.ref)
    ada.deleting.undo(made.ref, "it was not")
    assert ben.screenings.open(made.ref).answers.notes == "Xylophone"
    assert [each.ref for each in ben.index.search("Xylophone")] == [made.ref]
    assert ben.deleting.marked_words() == ""
    with pytest.raises(Refused, match="not marked"):
        ada.deleting.undo(made.ref)
    ben.close()


def test_a_lead_looks_at_what_is_marked_and_nobody_changes_it(ada: Casebook) -> None:
    made = put_away(ada, notes="as it was")
    ada.keeping.mark(made.ref, "made twice")
    opened = ada.screenings.open(made.ref)
    assert ada.keeping.is_marked(made.ref)
    changed = msgspec.structs.replace(opened, answers=answers(notes="changed"))
    for change in (ada.screenings.save, ada.screenings.complete):
        with pytest.raises(ToBeDeleted):
            change(changed)
    with pytest.raises(ToBeDeleted):
        ada.screenings.take_over(made.ref)
    ada.screenings.leave(opened)
    ada.deleting.undo(made.ref)
    assert ada.screenings.open(made.ref).answers.notes == "as it was"


def test_what_someone_has_open_is_not_marked_under_their_hands(ada: Casebook, home: Path, time: Time) -> None:
    ben = as_(home, BEN, time)
    made = ben.screenings.begin(answers())
    with pytest.raises(Busy, match=BEN):
        ada.keeping.mark(made.ref, "made twice")
    ben.close()
    opened = ada.screenings.open(made.ref, "supervision")
    with pytest.raises(Busy, match="yourself"):
        ada.keeping.mark(made.ref, "made twice")
    ada.screenings.leave(opened)
    ada.keeping.mark(made.ref, "made twice")
    assert [each.ref for each in ada.deleting.marked()] == [made.ref]


@pytest.mark.parametrize(
    "reason", ["", "  \n ", "about Zephyrine", "the QUILLFEATHER case", "Quillfeather's"]
)
def test_a_reason_is_needed_and_the_childs_name_is_not_logged_in_it(ada: Casebook, reason: str) -> None:
    made = put_away(ada)
    before = len(ada.log.entries())
    for act in (
        lambda: ada.keeping.mark(made.ref, reason),
        lambda: ada.keeping.keep_until(made.ref, date(2030, 1, 1), reason),
        lambda: ada.keeping.hold(made.ref, reason),
        lambda: ada.keeping.release(made.ref, reason),
    ):
        with pytest.raises(Refused):
            act()
    assert len(ada.log.entries()) == before


def test_the_reason_for_opening_anothers_screening_does_not_name_the_child_either(
    ada: Casebook, home: Path, time: Time
) -> None:
    made = put_away(ada)
    lea = as_(home, LEA, time)
    with pytest.raises(Refused, match="child's name"):
        lea.screenings.open(made.ref, "Zephyrine was seen again")
    assert lea.screenings.open(made.ref, "seen again").ref == made.ref
    lea.close()


@pytest.mark.parametrize(
    ("text", "child", "named"),
    [
        ("his parents will ask", "Will Example", False),
        ("Will was seen", "Will Example", True),
        ("will was seen", "will example", True),
        ("an example", "Will Example", False),
        ("Al and Jo", "Al Jo", False),  # two letters say nothing
        ("nothing of it", "", False),
    ],
)
def test_a_word_of_the_name_is_told_from_the_same_word_in_a_sentence(
    text: str, child: str, named: bool
) -> None:
    assert names_the_child(text, child) is named


@pytest.mark.parametrize("ref", ["CE-0000-00", "nonsense", ""])
def test_an_unknown_reference_is_not_found(ada: Casebook, ref: str) -> None:
    for act in (
        lambda: ada.keeping.mark(ref, "why not"),
        lambda: ada.keeping.hold(ref, "why not"),
        lambda: ada.keeping.release(ref, "why not"),
        lambda: ada.deleting.undo(ref),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_decision_that_cannot_be_read_is_said_to_be_damage(home: Path, time: Time) -> None:
    casebook, _ = new_store(home, clock=time)
    made = put_away(casebook)
    casebook.keeping.hold(made.ref, "the police asked")
    database_of(casebook).execute("UPDATE keeping SET content = x'ff00'")
    with pytest.raises(Damaged):
        casebook.keeping.holds()
    assert (
        f"Older page: the keeping of {made.ref}: not as the store wrote it last."
        in casebook.log.verify().faults
    )
    casebook.close()
