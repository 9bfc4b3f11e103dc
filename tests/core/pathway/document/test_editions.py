"""What of a pathway is its edition, and what stays fresh: contacts, links, the app's own notices."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.document.document import LinkSlot, Pathway
from ce_tui.core.pathway.document.editions import NO_LONGER_GIVEN, edition_digest, freshened
from ce_tui.core.pathway.document.loading import default_pathway, pathway_from_source, pathway_source
from ce_tui.core.pathway.document.localities import Contact, EscalationStage, Locality, Step
from ce_tui.core.pathway.document.notices import NoticeCondition
from ce_tui.core.pathway.words import OUTCOMES
from support.documents.made_up import PATHWAY

replace = msgspec.structs.replace


def with_locality(pathway: Pathway, **changes: Any) -> Pathway:
    """The pathway with its first area changed."""
    first, *others = pathway.localities
    return replace(pathway, localities=(replace(first, **changes), *others))


def with_contact(pathway: Pathway, contact_id: str, **changes: Any) -> Pathway:
    """The pathway with a contact of its first area changed."""
    contacts = pathway.localities[0].contacts
    changed = tuple(replace(each, **changes) if each.id == contact_id else each for each in contacts)
    return with_locality(pathway, contacts=changed)


def with_red(pathway: Pathway, *steps: Step) -> Pathway:
    """The pathway with other red steps in its first area."""
    return with_locality(pathway, procedure=replace(pathway.localities[0].procedure, red=steps))


def with_own_words(pathway: Pathway) -> Pathway:
    """The pathway where the app says something else of its first tier."""
    first, *others = pathway.tiers
    own = replace(first, so_far="so", asks="I ask.", asked=("To do it.",), by_referrer="Mine to do.")
    return replace(pathway, tiers=(own, *others))


def reworded(pathway: Pathway) -> Pathway:
    """The pathway with a sentence of another edition."""
    return replace(pathway, decision_advice="If in doubt, leave it out.")


STAGES = (EscalationStage(who="You, with the desk"), EscalationStage(who="Your lead", within="a week"))


def area(pathway: Pathway) -> Locality:
    return pathway.localities[0]


PHONES = with_red(
    PATHWAY,
    Step(text="Phone the desk, 01632 960101, at once; then 999.", contacts=("door", "emergency")),
)


@pytest.mark.parametrize(
    "changed",
    [
        with_contact(PATHWAY, "door", phone="01632 960777", hours="never"),
        with_locality(
            PATHWAY, contacts=(*area(PATHWAY).contacts, Contact(id="new", role="other", name="New"))
        ),
        replace(
            PATHWAY, links=(LinkSlot(id="new", words="here", about="A page", url="https://example.org"),)
        ),
        replace(PATHWAY, notices=PATHWAY.notices[1:]),
        with_locality(PATHWAY, links=("new",)),
        with_own_words(PATHWAY),
        with_locality(PATHWAY, escalation_at="Our procedures, chapter 9"),
        with_locality(PATHWAY, escalation_source="a page"),
        with_locality(PATHWAY, escalation=STAGES),
    ],
    ids=[
        "a number",
        "a contact more",
        "a link",
        "a notice switched off",
        "an area's link",
        "what is said of a tier",
        "where to read how a disagreement is taken further",
        "where that comes from",
        "its stages",
    ],
)
def test_what_stays_fresh_makes_no_other_edition(changed: Pathway) -> None:
    assert edition_digest(changed) == edition_digest(PATHWAY)
    assert freshened(PATHWAY, [changed]) is changed


def test_each_outcomes_steps_are_the_editions() -> None:
    for outcome in OUTCOMES:
        steps = {outcome: (Step(text="Another step."),)}
        procedure = replace(area(PATHWAY).procedure, **steps)
        changed = with_locality(PATHWAY, procedure=procedure)
        assert edition_digest(changed) != edition_digest(PATHWAY)
        today = with_contact(reworded(changed), "door", phone="01632 960777")
        now = freshened(changed, [today])
        assert area(now).procedure == procedure
        assert area(now).contact("door").phone == "01632 960777"


@pytest.mark.parametrize(
    "changed",
    [
        reworded(PATHWAY),
        with_locality(PATHWAY, consent="Never ask."),
        with_locality(PATHWAY, front_door="somebody"),
        with_red(PATHWAY, Step(text="Wait.", contacts=("door",))),
        replace(PATHWAY, tiers=PATHWAY.tiers[:2]),
        replace(PATHWAY, localities=PATHWAY.localities[1:]),
        replace(PATHWAY, notices=(replace(PATHWAY.notices[0], quoted=True), *PATHWAY.notices[1:])),
    ],
    ids=["advice", "consent", "front door", "a step", "a tier less", "an area less", "a quoted notice"],
)
def test_other_words_make_another_edition(changed: Pathway) -> None:
    assert edition_digest(changed) != edition_digest(PATHWAY)


def test_the_apps_own_pathway_is_its_own_edition_in_each_process() -> None:
    again = msgspec.json.decode(msgspec.json.encode(default_pathway()), type=Pathway)
    assert edition_digest(again) == edition_digest(default_pathway())


def test_words_stay_and_numbers_are_new() -> None:
    today = with_contact(reworded(PHONES), "door", phone="01632 960777", name="New desk")
    now = freshened(PHONES, [today])
    assert now.decision_advice == "If you are unsure, ask."
    assert area(now).contact("door").phone == "01632 960777"
    assert area(now).procedure.red[0].text == "Phone the desk, 01632 960777, at once; then 999."


def test_a_number_that_is_withdrawn_is_not_phoned() -> None:
    now = freshened(PHONES, [with_contact(reworded(PHONES), "door", phone="", email="door@example.org")])
    assert area(now).procedure.red[0].text == f"Phone the desk, {NO_LONGER_GIVEN}, at once; then 999."


def test_a_number_is_not_changed_within_a_longer_one() -> None:
    longer = with_red(PATHWAY, Step(text="Phone 101 or 01632 960101101.", contacts=("door",)))
    pinned = with_contact(longer, "door", phone="101")
    now = freshened(pinned, [with_contact(reworded(longer), "door", phone="105")])
    assert area(now).procedure.red[0].text == "Phone 105 or 01632 960101101."


@pytest.mark.parametrize(
    ("text", "fresh", "said"),
    [
        ("Write to a@example.org.", {"email": "b@example.org"}, "Write to b@example.org."),
        ("See www.example.org/a.", {"url": "www.example.org/b"}, "See www.example.org/b."),
        ("Phone 01632 960101, or see www.example.org/a.", {"phone": "", "url": ""},
         "Phone (no longer given), or see (no longer given)."),
        ("Phone 01632 960101.", {"name": "New desk"}, "Phone 01632 960101."),
    ],
)  # fmt: skip
def test_how_a_contact_is_reached_within_a_step_is_todays(
    text: str, fresh: dict[str, str], said: str
) -> None:
    reach = with_contact(PATHWAY, "door", email="a@example.org", url="www.example.org/a")
    pinned = with_red(reach, Step(text=text))
    now = freshened(pinned, [with_contact(with_red(reworded(pinned), Step(text="?")), "door", **fresh)])
    assert area(now).procedure.red == (Step(text=said),)


def test_of_two_contacts_with_one_number_that_counts_which_the_step_names() -> None:
    for names, said in (("door", "01632 960001"), ("adults", "01632 960002"), ("emergency", "01632 960002")):
        shared = with_contact(PATHWAY, "adults", phone="01632 960101")
        pinned = with_red(shared, Step(text="Phone 01632 960101.", contacts=(names,)))
        today = with_contact(pinned, "door", phone="01632 960001")
        today = with_contact(reworded(today), "adults", phone="01632 960002")
        assert area(freshened(pinned, [today])).procedure.red[0].text == f"Phone {said}."


def test_the_longer_of_two_numbers_is_changed_whole() -> None:
    pinned = with_contact(with_contact(PATHWAY, "door", phone="0300 123"), "adults", phone="0300 123 456")
    pinned = with_red(pinned, Step(text="Phone 0300 123 456, or 0300 123."))
    today = with_contact(with_contact(pinned, "door", phone="0301 1"), "adults", phone="0302 2")
    assert area(freshened(pinned, [reworded(today)])).procedure.red[0].text == "Phone 0302 2, or 0301 1."


def test_without_anything_fresh_all_stays() -> None:
    assert freshened(PATHWAY, []) == PATHWAY
    assert freshened(PATHWAY, [PATHWAY]) is PATHWAY


def test_no_fresh_contact_is_left_out_and_a_step_keeps_whom_it_names() -> None:
    fresh = Contact(id="new", role="out-of-hours", name="Night line", phone="01632 960888", always=True)
    others = tuple(each for each in area(PHONES).contacts if each.id != "door")
    now = freshened(PHONES, [with_locality(reworded(PHONES), contacts=(*others, fresh))])
    assert [each.id for each in area(now).contacts] == ["emergency", "adults", "new", "door"]
    assert area(now).contact("door").phone == "01632 960101"


def test_a_kept_contact_keeps_the_one_outside_whose_hours_it_answers() -> None:
    night = Contact(id="night", role="out-of-hours", name="Night", phone="01632 960103", when_closed="door")
    pinned = with_locality(PHONES, contacts=(*area(PHONES).contacts, night))
    pinned = with_red(pinned, Step(text="Phone the night line.", contacts=("night",)))
    others = tuple(each for each in area(PHONES).contacts if each.id != "door")
    now = freshened(pinned, [with_locality(reworded(PHONES), contacts=others)])
    assert {each.id for each in area(now).contacts} == {"emergency", "adults", "night", "door"}


def test_links_lead_where_they_lead_now_in_the_documents_words() -> None:
    slot = LinkSlot(id="form", words="click here", about="The form")
    pinned = replace(
        PATHWAY, links=(slot, LinkSlot(id="old", words="there", about="Gone", url="https://example.org/o"))
    )
    there = replace(slot, words="over here", url="https://example.org/form", source="the council")
    now = freshened(pinned, [replace(reworded(PATHWAY), links=(there,))])
    assert now.link("form").url == "https://example.org/form"
    assert now.link("form").words == "click here"
    assert now.link("old").url == "https://example.org/o"
    assert now.link("form") == replace(there, words="click here")
    another = LinkSlot(id="more", words="more", about="More")
    now = freshened(pinned, [replace(reworded(PATHWAY), links=(there, another))])
    assert [each.id for each in now.links] == ["form", "old", "more"]
    elsewhere = replace(PATHWAY, id="next", links=(there, another))
    now = freshened(pinned, [elsewhere, replace(elsewhere, links=(slot,))])
    assert now.links == (replace(there, words="click here"), pinned.links[1])


def test_own_notices_are_new_and_quoted_ones_stay() -> None:
    first, second, *others = PATHWAY.notices
    pinned = replace(PATHWAY, notices=(replace(first, quoted=True), second, *others))
    today = (replace(first, quoted=True, text="Other."), replace(second, text="Ask first."), *others[1:])
    now = freshened(pinned, [replace(reworded(PATHWAY), notices=today)])
    assert [each.text for each in now.notices[:2]] == [first.text, "Ask first."]
    assert others[0].id not in [each.id for each in now.notices]


def test_a_notice_whose_factor_was_renamed_still_holds_for_the_edition() -> None:
    images = next(each for each in PATHWAY.notices if each.id == "images")
    renamed = replace(images, text="Look at nothing.", when=NoticeCondition(any_marked=("pictures",)))
    notices = tuple(renamed if each.id == "images" else each for each in PATHWAY.notices)
    now = freshened(PATHWAY, [replace(reworded(PATHWAY), notices=notices)])
    found = next(each for each in now.notices if each.id == "images")
    assert (found.text, found.when) == ("Look at nothing.", images.when)
    added = replace(renamed, id="new")
    for notice, when in (
        (added, added.when),
        (replace(images, when=NoticeCondition(any_marked=("hurt",))), None),
    ):
        today = replace(reworded(PATHWAY), notices=(notice,))
        assert freshened(PATHWAY, [today]).notices == (replace(notice, when=when or notice.when),)


def test_another_pathway_helps_with_the_areas_that_it_shares_and_with_nothing_else() -> None:
    other = replace(with_contact(PATHWAY, "door", phone="01632 960777"), id="next", notices=())
    other = replace(other, tiers=(replace(other.tiers[0], title="Other"), *other.tiers[1:]))
    now = freshened(PATHWAY, [other])
    assert (now.id, now.tiers, now.notices) == (PATHWAY.id, PATHWAY.tiers, PATHWAY.notices)
    assert area(now).contact("door").phone == "01632 960777"


def test_an_area_that_is_gone_stays_as_it_was() -> None:
    now = freshened(PATHWAY, [replace(PATHWAY, localities=PATHWAY.localities[1:])])
    assert now.localities == PATHWAY.localities


def test_a_number_in_a_step_that_no_contact_has_is_the_one_of_today_too() -> None:
    before = with_red(PATHWAY, Step(text="Phone the helper, 0300 123 4567.", contacts=("door",)))
    today = reworded(with_red(PATHWAY, Step(text="Phone the helper, 0300 999 8888.", contacts=("door",))))
    [step] = area(freshened(before, [today])).procedure.red
    assert step.text == "Phone the helper, 0300 999 8888."


def test_what_the_app_says_of_a_tier_is_fresh_in_an_edition_of_before() -> None:
    before = freshened(PATHWAY, [with_own_words(reworded(PATHWAY))])
    assert before.tiers[0] == with_own_words(PATHWAY).tiers[0]
    assert before.tiers[1:] == PATHWAY.tiers[1:]
    assert freshened(PATHWAY, [replace(with_own_words(PATHWAY), id="another")]).tiers == PATHWAY.tiers


def test_an_edition_of_before_takes_a_disagreement_further_as_the_area_does_today() -> None:
    today = with_locality(
        reworded(PATHWAY), escalation_at="Our procedures, chapter 9", escalation_source="p", escalation=STAGES
    )
    filled_in = freshened(PATHWAY, [today])
    assert filled_in.decision_advice == PATHWAY.decision_advice
    assert area(filled_in).escalation == STAGES
    assert area(filled_in).escalation_at == "Our procedures, chapter 9"
    assert area(filled_in).escalation_source == "p"
    taken_out = freshened(filled_in, [reworded(PATHWAY)])
    assert taken_out == PATHWAY


def test_the_apps_own_pathway_is_the_edition_that_it_was_before_it_said_where_to_take_a_disagreement() -> (
    None
):
    """Change this one only where the shipped edition's words are meant to be others."""
    digest = "ef5b7e32e7186cc558bcd257fe8e896159c1b339c61f54979718c69404718505"
    assert edition_digest(default_pathway()) == digest


def test_an_edition_that_was_pinned_before_files_said_their_rule_opens_as_it_was_and_is_the_same_one() -> (
    None
):
    kept = msgspec.json.decode(pathway_source(default_pathway()))
    del kept["rule"]
    pinned = pathway_from_source(msgspec.json.encode({**kept, "lang": "cy"}))
    assert (pinned.rule, pinned.language) == ("", "cy")
    assert freshened(pinned, []) == pinned
    before = pathway_from_source(msgspec.json.encode(kept))
    assert freshened(before, [default_pathway()]) == default_pathway()
