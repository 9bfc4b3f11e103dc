"""Which screenings are of one child, as people said: what follows from it, who may say it, and what takes it back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.pathway.outcome.comparison import ComparedScreening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.pairings import ChildPairs, pair
from ce_tui.core.vault.errors import (
    NotAsWritten,
    NotFound,
    NotPermitted,
    ReadOnly,
    ReasonNeeded,
    Refused,
    ToBeDeleted,
)
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.store.database import connect
from ce_tui.core.vault.store.records import Pairing
from support.stores.one_child import BORN, NOON, ZEPHYRINE, begun, completed
from support.stores.vault import BEN, CHILD, PASSPHRASE, entered, read_only, set_clock

WHY = "Two of us may see one child"


def changed(casebook: Casebook, ref: str, **child: str) -> None:
    """Somebody mends how a child is written down."""
    screening: Screening = casebook.screenings.open(ref)
    now = msgspec.structs.replace(screening.answers.child, **child)
    new = msgspec.structs.replace(screening.answers, child=now)
    casebook.screenings.leave(casebook.screenings.save(msgspec.structs.replace(screening, answers=new)))


def asked(casebook: Casebook, ref: str) -> set[str]:
    """Of which others it is asked whether they are of the same child."""
    return {each for hit in casebook.children.find(ZEPHYRINE, ref).hits for each in hit.refs}


def same(casebook: Casebook, ref: str) -> set[str]:
    return {each.screening.ref for each in casebook.children.find(ZEPHYRINE, ref).same}


def logged(casebook: Casebook, ref: str) -> list[tuple[str, str]]:
    """The kinds and details of what is in the log about a screening."""
    return [(each.kind, each.detail) for each in casebook.log.entries(ref=ref)]


def apart(casebook: Casebook, ref: str) -> set[str]:
    return {each.screening.ref for each in casebook.children.find(ZEPHYRINE, ref).said if not each.same}


def test_those_of_one_child_stand_together_from_each_of_them_and_are_not_asked_about(ben: Casebook) -> None:
    one, two, three = begun(ben), begun(ben), begun(ben)
    ben.pairings.say(one, two, same=True)
    assert asked(ben, one) == {three} and same(ben, one) == {two} and same(ben, two) == {one}
    ben.pairings.say(three, two.lower(), same=True)
    for each in (one, two, three):
        assert same(ben, each) == {one, two, three} - {each} and not asked(ben, each)
    said = next(each for each in ben.children.find(ZEPHYRINE, one).same if each.screening.ref == two)
    assert (said.by, said.at[:10], said.screening.mine) == (BEN, "2026-11-25", True)


def test_they_stand_together_whatever_the_child_is_called_in_each(ben: Casebook) -> None:
    one, two = begun(ben), begun(ben, "Somebody Quite Otherwise")
    ben.pairings.say(one, two, same=True)
    changed(ben, two, name="Nobody At All", date_of_birth="2009-01-02")
    assert same(ben, one) == {two}


def test_whoever_is_said_to_be_another_is_not_asked_about_again_nor_are_those_with_them(
    ben: Casebook,
) -> None:
    one, two, three, four = (begun(ben) for _ in range(4))
    ben.pairings.say(three, four, same=True)
    ben.pairings.say(one, three, same=False)
    assert asked(ben, one) == {two} and apart(ben, one) == {three, four}
    ben.pairings.say(one, two, same=True)
    assert apart(ben, two) == {three, four} and asked(ben, two) == set()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "Zephyrine Quill-Feather"), ("date_of_birth", "2011-04-04"), ("address", "1 Example Street")],
)
@pytest.mark.parametrize("which", [0, 1])
def test_it_is_asked_again_once_either_is_written_otherwise(
    ben: Casebook, which: int, field: str, value: str
) -> None:
    one, two = begun(ben), begun(ben)
    ben.pairings.say(one, two, same=False)
    changed(ben, (one, two)[which], name=f"  {CHILD.upper()} ")
    assert not asked(ben, one), "other letters and blanks are no other name"
    changed(ben, (one, two)[which], **{field: value})
    found = ben.children.find(ZEPHYRINE, one)
    assert asked(ben, one) == {two} and not found.said
    assert (found.lapsed[two].by, found.lapsed[two].same) == (BEN, False)
    ben.pairings.say(one, two, same=True)
    assert same(ben, one) == {two}


def test_what_follows_is_shown_as_that_and_is_taken_back_where_it_was_said(ben: Casebook) -> None:
    one, two, three = (begun(ben) for _ in range(3))
    ben.pairings.say(one, two, same=True)
    ben.pairings.say(two, three, same=True)
    said = {each.screening.ref: each.by for each in ben.children.find(ZEPHYRINE, one).same}
    assert said == {two: BEN, three: ""}
    with pytest.raises(Refused, match="follows from what was said of other screenings"):
        ben.pairings.take_back(one, three)
    with pytest.raises(Refused, match=f"By what was said of {two} they are of the same child"):
        ben.pairings.say(one, three, same=False)
    ben.pairings.say(one, three, same=True)
    ben.pairings.take_back(one, two)
    assert same(ben, one) == {two, three}, "each was said by itself"
    ben.pairings.take_back(one, three)
    assert same(ben, one) == set() and same(ben, two) == {three}


def test_what_was_said_is_not_said_otherwise_before_it_is_taken_back(ben: Casebook) -> None:
    one, two, three = (begun(ben) for _ in range(3))
    ben.pairings.say(one, two, same=True)
    with pytest.raises(Refused, match=f"{BEN} said so on 25 November 2026 at 12:00 already"):
        ben.pairings.say(two, one, same=True)
    with pytest.raises(
        Refused, match=f"{BEN} said on .* of the same child. Nothing was changed: take that back"
    ):
        ben.pairings.say(two, one, same=False)
    ben.pairings.say(one, three, same=False)
    with pytest.raises(Refused, match=f"that {' and '.join(pair(one, three))} are not of the same child"):
        ben.pairings.say(two, three, same=True)
    ben.pairings.take_back(one, three)
    assert asked(ben, two) == {three}
    ben.pairings.take_back(one, two)
    assert asked(ben, one) == {two, three}
    with pytest.raises(Refused, match="Nothing was said of these two"):
        ben.pairings.take_back(one, two)


def test_of_one_screening_it_cannot_be_said(ben: Casebook) -> None:
    one = begun(ben)
    with pytest.raises(Refused, match="this is said of two"):
        ben.pairings.say(one, one.lower(), same=True)


def test_a_practitioner_says_it_of_their_own_alone_and_a_refusal_is_logged(
    ada: Casebook, ben: Casebook
) -> None:
    mine, theirs = begun(ben), begun(ada)
    for act in (ben.pairings.take_back, lambda a, b: ben.pairings.say(a, b, same=True)):
        for refs in ((mine, theirs), (theirs, mine)):
            with pytest.raises(NotFound):
                act(*refs)
    assert [kind for kind, _ in logged(ada, theirs)].count("refusal") == 4
    assert not same(ben, mine)


def test_a_lead_says_it_of_two_colleagues_with_a_reason_and_each_is_told_without_a_reference(
    ada: Casebook, ben: Casebook
) -> None:
    mine, bens = begun(ada), begun(ben)
    with pytest.raises(ReasonNeeded):
        ada.pairings.say(mine, bens, same=True)
    with pytest.raises(Refused, match="child's name"):
        ada.pairings.say(mine, bens, same=True, reason="About Zephyrine")
    assert ben.children.find(ZEPHYRINE, bens).others == "known"
    ada.pairings.say(mine, bens, same=True, reason=WHY)
    assert same(ada, mine) == {bens}
    assert [each.screening.child for each in ada.children.find(ZEPHYRINE, mine).same] == [""]
    found = ben.children.find(Person("Zephyrine Q Quillfeather", BORN), bens)
    assert (found.said, found.colleagues, found.hits, found.others) == ((), True, (), "not known")
    with pytest.raises(NotFound):
        ben.pairings.take_back(bens, mine)
    assert {("view", WHY), ("child", f"of the same child: {mine}")} <= set(logged(ada, bens))
    assert ("child", f"of the same child: {bens}") in logged(ada, mine)


def test_what_a_lead_said_of_a_colleagues_is_neither_told_nor_undone_by_what_a_practitioner_says(
    ada: Casebook, ben: Casebook
) -> None:
    bens, another, theirs = begun(ben), begun(ben), begun(ada)
    ada.pairings.say(theirs, bens, same=True, reason=WHY)
    ada.pairings.say(theirs, another, same=True, reason=WHY)
    assert asked(ben, bens) == {another} and same(ben, bens) == set(), "it follows by a colleague's alone"
    with pytest.raises(Refused, match="ask your lead"):
        ben.pairings.say(bens, another, same=False)
    ben.pairings.say(bens, another, same=True)
    ben.pairings.take_back(bens, another)
    assert ben.children.find(ZEPHYRINE, bens).colleagues
    assert same(ada, theirs) == {bens, another}
    ada.pairings.take_back(theirs, another, WHY)
    ada.pairings.say(theirs, another, same=False, reason=WHY)
    with pytest.raises(Refused, match="ask your lead"):
        ben.pairings.say(bens, another, same=True)
    assert asked(ben, bens) == {another} and apart(ben, bens) == set()


def test_a_reason_that_names_the_child_of_either_is_refused_and_logged_nowhere(
    ada: Casebook, ben: Casebook
) -> None:
    mine, bens = begun(ada, "Marigold Thistledown"), begun(ben, "M Unknown")
    with pytest.raises(Refused, match="child's name"):
        ada.pairings.say(mine, bens, same=True, reason="Marigold is in both")
    assert not [each for each in logged(ada, bens) if each[0] in ("view", "child")]


def test_a_lead_is_logged_once_with_each_of_others_that_was_shown(ada: Casebook, ben: Casebook) -> None:
    mine, bens, another = begun(ada), begun(ben, "A Child"), begun(ben, "B Child")
    for each in (bens, another):
        ada.pairings.say(mine, each, same=True, reason=WHY)
        for _ in range(2):
            ada.children.said_of(mine)
    for each in (bens, another):
        assert [kind for kind, _ in logged(ada, each)].count("search") == 1


def test_of_a_colleagues_damaged_screening_no_reference_is_told_and_the_list_is_there(
    home: Path, ada: Casebook, ben: Casebook
) -> None:
    theirs, bens, another = begun(ada), begun(ben), begun(ben)
    ada.pairings.say(theirs, bens, same=True, reason=WHY)
    ada.close()
    db = connect(home / "store.db", unlock(Home(home), "Ada Example", PASSPHRASE).database_key)
    db.execute("UPDATE screenings SET outcome = 'red' WHERE ref = ?", (theirs,))
    db.close()
    assert {each.ref for each in ben.index.all()} == {bens, another}
    ben.follow_ups.of_opened(bens)
    assert ben.earlier.before(another) is None
    for act in (
        lambda: ben.children.find(ZEPHYRINE, bens),
        lambda: ben.earlier.before(bens),
        lambda: ben.pairings.say(bens, another, same=False),
    ):
        with pytest.raises(NotAsWritten) as refused:
            act()
        assert theirs not in refused.value.words


def test_ones_own_that_is_marked_for_deletion_is_no_colleagues(ada: Casebook, ben: Casebook) -> None:
    one, two = begun(ben), begun(ben)
    ben.pairings.say(one, two, same=True)
    ada.keeping.mark(two, "Asked for by the family")
    found = ben.children.find(ZEPHYRINE, one)
    assert (found.colleagues, found.said) == (False, ())


def test_a_list_of_one_and_a_list_of_all_agree_on_who_was_screened_again(ben: Casebook) -> None:
    first, draft, last = completed(ben, "2026-09-01"), begun(ben), completed(ben, "2026-11-25")
    ben.pairings.say(first, draft, same=True)
    ben.pairings.say(draft, last, same=True)
    assert {each.ref for each in ben.index.all() if each.screened_again} == {first}
    assert ben.follow_ups.opened(first).screened_again


def test_that_a_lead_told_two_colleagues_children_apart_ends_the_hint(ada: Casebook, ben: Casebook) -> None:
    theirs, bens = begun(ada), begun(ben)
    ada.pairings.say(theirs, bens, same=False, reason=WHY)
    found = ben.children.find(ZEPHYRINE, bens)
    assert (found.others, found.said, found.colleagues) == ("not known", (), 0)


def test_what_is_marked_for_deletion_is_not_paired_and_what_was_said_goes_with_it(ada: Casebook) -> None:
    one, two, three = (begun(ada) for _ in range(3))
    ada.pairings.say(one, two, same=True)
    ada.pairings.say(two, three, same=True)
    ada.keeping.mark(two, "Asked for by the family")
    assert same(ada, one) == {three}
    with pytest.raises(ToBeDeleted):
        ada.pairings.take_back(one, two)
    set_clock(ada, lambda: NOON + timedelta(days=2))
    assert ada.deleting.purge_due() == [two]
    assert same(ada, one) == set(), "it followed from what went"


def test_nothing_of_a_child_on_hold_is_deleted(ada: Casebook) -> None:
    one, two, three = (begun(ada) for _ in range(3))
    ada.pairings.say(one, two, same=True)
    ada.pairings.say(two, three, same=True)
    ada.keeping.mark(three, "Its time has come")
    ada.keeping.hold(one, "A court asks")
    assert not ada.deleting.marked(), "what was marked comes back"
    for each in (two, three):
        with pytest.raises(NotPermitted, match=f"{one}, of the same child, is on hold"):
            ada.keeping.mark(each, "Its time has come")
    ada.pairings.take_back(one, two)
    ada.keeping.mark(three, "Its time has come")
    ada.pairings.say(one, two, same=True)
    set_clock(ada, lambda: NOON + timedelta(days=2))
    assert ada.deleting.purge_due() == [], "it waits, with one on hold among its child's"
    ada.deleting.undo(three)
    ada.keeping.release(one, "The court is done")
    ada.keeping.mark(three, "Its time has come")
    assert [each.ref for each in ada.deleting.marked()] == [three]
    assert ("deletion", f"undone by the hold of {one}") in logged(ada, three)


def test_it_is_passed_on_with_the_screenings(ada: Casebook, ben: Casebook) -> None:
    one, two = begun(ben), begun(ben)
    ben.pairings.say(one, two, same=True)
    ben.close()
    ada.people.hand_over(BEN, "Ada Example")
    assert same(ada, one) == {two}
    ada.pairings.take_back(one, two)
    assert same(ada, one) == set()


def test_where_the_store_is_read_only_nothing_is_said(home: Path, ada: Casebook) -> None:
    one, two = begun(ada), begun(ada)
    ada.close()
    with read_only(home):
        casebook = entered(home)
        with pytest.raises(ReadOnly):
            casebook.pairings.say(one, two, same=True)
        casebook.close()


# The screening before


def test_the_last_one_before_is_found_among_those_of_the_same_child(ben: Casebook) -> None:
    first = completed(ben, "2026-09-01", A3="suspected")
    second = completed(ben, "2026-10-03", A3="reasonably believe")
    third = begun(ben, on="2026-11-25")
    assert ben.earlier.before(third) is None
    ben.pairings.say(third, first, same=True)
    ben.pairings.say(third, second, same=True)
    found = ben.earlier.before(third)
    assert found is not None and found.screening.ref == second and found.source
    assert found.screening.answers.marks == {"A3": "reasonably believe"}
    before = ben.earlier.before(second)
    assert before is not None and before.screening.ref == first
    assert ben.earlier.before(first) is None


def test_a_draft_and_one_without_a_day_is_none(ben: Casebook) -> None:
    later = begun(ben)
    for earlier in (
        begun(ben, on="2026-10-03", marks={"A3": "suspected"}),
        completed(ben, "", A3="suspected"),
    ):
        ben.pairings.say(earlier, later, same=True)
        assert ben.earlier.before(later) is None


def test_of_one_that_is_changed_again_what_was_completed_counts(ben: Casebook) -> None:
    earlier, later = completed(ben, "2026-10-03", A3="suspected"), begun(ben)
    ben.pairings.say(earlier, later, same=True)
    reopened = ben.screenings.reopen(ben.screenings.open(earlier))
    emptied = msgspec.structs.replace(reopened.answers, marks={})
    ben.screenings.save(msgspec.structs.replace(reopened, answers=emptied))
    found = ben.earlier.before(later)
    assert found is not None
    assert (found.screening.answers.marks, found.screening.revision) == ({"A3": "suspected"}, 1)


def test_what_was_done_about_it_comes_with_it(ben: Casebook) -> None:
    earlier, later = completed(ben, "2026-10-03", A3="suspected"), begun(ben)
    ben.pairings.say(earlier, later, same=True)
    before = ben.earlier.before(later)
    assert before is not None and before.recorded == () and before.key == f"{earlier} 2, 0 recorded"
    done = Action(at="2026-10-03T14:05", kind="phone", to="C-SPOC", came_of_it="accepted")
    ben.actions.record(earlier, done)
    after = ben.earlier.before(later)
    assert after is not None and [each.action for each in after.recorded] == [done]
    assert after.key == f"{earlier} 2, 1 recorded", "what quotes it is another document from now on"


def test_of_those_before_the_last_the_gravest_is_named_where_it_was_graver_than_that(ben: Casebook) -> None:
    red, again = completed(ben, "2026-03-01", R2="suspected"), completed(ben, "2026-05-01", R2="suspected")
    amber, last = completed(ben, "2026-07-01", A3="suspected"), completed(ben, "2026-10-03", A3="suspected")
    later = begun(ben)
    for each in (red, again, amber, last):
        ben.pairings.say(each, later, same=True)
    found = ben.earlier.before(later)
    assert found is not None and found.screening.ref == last
    assert found.graver == (again, 2, ComparedScreening("2026-05-01", "red", "")), (
        "of two the last, which nobody decided on"
    )
    assert found.key == f"{last} 2, 0 recorded, {again} 2"
    third = ben.earlier.before(amber)
    assert third is not None and third.screening.ref == again and third.graver is None
    for each in (red, again):
        ben.pairings.take_back(each, later)
    assert (ben.earlier.before(later) or found).graver is None, "amber was the last, too"


def test_of_a_graver_one_that_is_changed_again_what_was_completed_counts(ben: Casebook) -> None:
    red, last, later = completed(ben, "2026-05-01", R2="suspected"), completed(ben, "2026-10-03"), begun(ben)
    for each in (red, last):
        ben.pairings.say(each, later, same=True)
    reopened = ben.screenings.reopen(ben.screenings.open(red))
    emptied = msgspec.structs.replace(reopened.answers, marks={}, screened_on="2026-05-02")
    ben.screenings.save(msgspec.structs.replace(reopened, answers=emptied))
    found = ben.earlier.before(later)
    assert found is not None and found.graver is not None
    assert (found.graver.stood.screened_on, found.graver.stood.acting_on) == ("2026-05-01", "red")


def test_a_colleagues_graver_one_is_not_named_and_a_lead_who_reads_one_is_logged(
    ada: Casebook, ben: Casebook
) -> None:
    theirs, last, later = (
        completed(ada, "2026-05-01", R2="suspected"),
        completed(ben, "2026-10-03"),
        begun(ben),
    )
    ada.pairings.say(theirs, later, same=True, reason=WHY)
    ben.pairings.say(last, later, same=True)
    found = ben.earlier.before(later)
    assert found is not None and found.graver is None
    red = completed(ben, "2026-06-01", R2="suspected")
    ben.pairings.say(red, later, same=True)
    ben.screenings.leave(ben.screenings.reopen(ben.screenings.open(red)))
    ada.screenings.open(later, WHY)
    for _ in range(2):
        seen = ada.earlier.before(later)
        assert seen is not None and seen.graver is not None and seen.graver.ref == red
    assert logged(ada, red).count(("view", f"compared with {later}")) == 1


def test_a_colleagues_is_none_and_a_lead_who_reads_anothers_is_logged_once(
    ada: Casebook, ben: Casebook
) -> None:
    theirs, bens, later = completed(ada, "2026-10-03"), completed(ben, "2026-10-03"), begun(ben)
    ada.pairings.say(theirs, later, same=True, reason=WHY)
    assert ben.earlier.before(later) is None
    ada.pairings.say(theirs, bens, same=True, reason=WHY)
    assert ben.earlier.before(later) is None, "it follows by a colleague's alone"
    ben.pairings.say(bens, later, same=True)
    with pytest.raises(ReasonNeeded):
        ada.earlier.before(later)
    ada.screenings.open(later, WHY)
    for _ in range(2):
        found = ada.earlier.before(later)
        assert found is not None and found.screening.ref == bens
    assert logged(ada, bens).count(("view", f"compared with {later}")) == 1
    with pytest.raises(NotFound):
        ben.earlier.before(theirs)


def test_to_screen_again_is_due_until_the_same_practitioner_completed_a_later_one(
    ada: Casebook, ben: Casebook
) -> None:
    earlier, later, theirs = completed(ben, "2026-10-03", Y1="yes"), begun(ben), completed(ada, "2026-11-25")

    def is_due() -> bool:
        return "screen again" in [each.what for each in ben.follow_ups.of_opened(earlier)]

    assert is_due()
    ben.pairings.say(earlier, later, same=True)
    ada.pairings.say(earlier, theirs, same=True, reason=WHY)
    assert is_due(), "one is a draft, the other a colleague's"
    opened = ben.screenings.open(later)
    marked = msgspec.structs.replace(opened.answers, known_to_practitioner=True, notes="Seen.")
    ben.screenings.complete(msgspec.structs.replace(opened, answers=marked))
    assert not is_due()
    assert {each.ref: each.screened_again for each in ben.index.all()} == {earlier: True, later: False}
    ben.screenings.leave(opened)
    ada.keeping.mark(later, "Asked for by the family")
    assert is_due(), "it is marked for deletion"
    ada.deleting.undo(later)
    ben.pairings.take_back(earlier, later)
    assert is_due()


# What holds, of anything that may have been said

REFS = [f"CE-{number}" for number in range(5)]
STEPS = st.lists(
    st.tuples(st.sampled_from(REFS), st.sampled_from(REFS), st.booleans()).filter(
        lambda one: one[0] != one[1]
    ),
    max_size=12,
)


@given(STEPS)
def test_what_is_said_is_the_same_from_both_sides(steps: list[tuple[str, str, bool]]) -> None:
    said: dict[tuple[str, str], Pairing] = {}
    for one, two, is_same in steps:
        refs = pair(one, two)
        said[refs] = Pairing(refs=refs, same=is_same, by="ada", at="")
    paired = ChildPairs(said.values(), tuple)
    for one in REFS:
        for two in REFS:
            assert (two in paired.same(one)) == (one in paired.same(two))
            assert bool(paired.said_apart(one, two)) == bool(paired.said_apart(two, one))
        assert one not in paired.same(one)
