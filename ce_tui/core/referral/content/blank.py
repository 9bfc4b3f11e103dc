"""The empty form of a locality, to print and to complete by hand.

Holds no answers: whom to phone and the gravest result's steps first, then every factor with room to mark and each
result's steps, room for notes and details. No clock and no answer says here what holds: beside what is crossed stands
for which answer or mark something is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.core.pathway.document.document import Factor, Pathway, Tier, in_sentence, tier_title, tier_titles
from ce_tui.core.pathway.document.guidance import whom_to_phone
from ce_tui.core.pathway.document.localities import BANK_HOLIDAY_NOTE, Contact, Locality, Step
from ce_tui.core.pathway.document.notices import ALERTS, UNDER_13, marks_that_raise
from ce_tui.core.pathway.outcome.alerts import filled
from ce_tui.core.pathway.outcome.indication import family_caution
from ce_tui.core.pathway.outcome.whom_to_phone import contacts_now, to_phone
from ce_tui.core.pathway.words import (
    CONTACT_FAMILY,
    MARK_WORDS,
    MARKING,
    OUTCOMES,
    OutcomeName,
    TierName,
    ended,
    grade,
    joined,
    no_address,
    say_source,
    with_capital,
    with_small,
)
from ce_tui.core.referral.content.evidence import factor_words
from ce_tui.core.referral.content.follow_up import (
    DO_NOT_WAIT,
    HOURS_NOT_KNOWN,
    assessment_note,
    consent_note,
    disputes,
    in_paper_order,
    provenance_note,
    step_item,
)
from ce_tui.core.referral.content.shapes import (
    Block,
    Bullets,
    Division,
    ListItem,
    Para,
    Referral,
    SideBySide,
    Table,
    WritingRoom,
    say_provenance,
)

GRAVEST = OUTCOMES[-1]
NO_NUMBER = "No number known"


def phone_first(locality: Locality, pathway: Pathway) -> Division:
    """The first page: every number with its hours, then the gravest result's steps."""
    in_order = in_paper_order(locality.contacts, GRAVEST)
    called = [each for each in in_order if each.phone or _is_note_alone(each)]
    rows = tuple(map(_row, called))
    table = Table("Whom to phone", ("Whom", "Number", "Hours"), rows, (37, 17, 46), caption_in_head=True)
    steps = steps_of(GRAVEST, locality, pathway)
    said = (*provenance_note(locality), *steps.blocks, Para(DO_NOT_WAIT, "strong"))
    return Division("Whom to phone", (table, *disputes(called)), (Division(steps.title, said, tier=GRAVEST),))


def procedure(locality: Locality, pathway: Pathway) -> Division:
    """The steps of a result of none, where the other results' steps stand, and the area's forms."""
    gravest = in_sentence(GRAVEST, pathway)
    where = f"The steps of each result stand below its factors, those of {gravest} on the first page."
    said = (Para(" ".join((where, *_forms(locality, pathway)))), Para(locality.intro))
    return Division(locality.headed, said, (steps_of("none", locality, pathway),))


def about_area(locality: Locality) -> Division:
    """The area's sentences on assessment and consent, and the source of each number and its hours."""
    said = (*assessment_note(locality), *consent_note(locality))
    items = tuple(ListItem(" ".join(_about_contact(each)), each.name) for each in locality.contacts)
    blocks = (*said, Bullets(items), Para(BANK_HOLIDAY_NOTE, "small"))
    return Division("Assessment, consent and contacts", blocks)


def _row(contact: Contact) -> tuple[str, str, str]:
    if _is_note_alone(contact):
        return contact.name, NO_NUMBER, contact.whole_note
    ask = f". Ask for {contact.ask_for}." if contact.ask_for else ""
    return contact.name, contact.phone, f"{with_capital(contact.hours) or HOURS_NOT_KNOWN}{ask}"


def _is_note_alone(contact: Contact) -> bool:
    """Whether no number, no address is known: its note says how to find it."""
    return not (contact.phone or contact.email or contact.url)


def _about_contact(contact: Contact) -> Iterator[str]:
    """The addresses of a contact, its note, where number and hours come from, in sentences."""
    yield from (f"{each}." for each in (contact.email, contact.url) if each)
    if contact.whole_note and not _is_note_alone(contact):
        yield contact.whole_note
    if contact.hours_source:
        yield f"Hours: {say_source(contact.hours_source)}."
    yield f"Source: {say_source(contact.source)}."


def steps_of(outcome: OutcomeName, locality: Locality, pathway: Pathway) -> Division:
    """The steps of a result."""
    items = [ListItem(locality.danger)] if outcome == GRAVEST else []
    for step in locality.procedure.steps(outcome):
        items.append(_step(step, locality, pathway, hours=outcome != GRAVEST))
    title = pathway.heading(outcome)
    if not grade(outcome).is_nothing:
        title = f"{tier_title(outcome, pathway)}: {title}"
    said = Bullets(tuple(items), ordered=True)
    return Division(title.removesuffix("."), (said,), tier=outcome, together=True)


def _step(step: Step, locality: Locality, pathway: Pathway, *, hours: bool) -> ListItem:
    """A step with whom to phone and what is said of it in the same lines. `hours`: with theirs.

    That it was rebuilt stands once, above the first steps, where the area says so of all.
    """
    whom = tuple(f"{each}." for each in whom_to_phone(step, locality)) if hours else _numbers(step, locality)
    if step.confirm and step.confirm in locality.provenance:
        step = replace(step, provenance="document")
    item = step_item(step, pathway, locality.provenance, whom, locality.service)
    return ListItem(" ".join((ended(item.text), *item.remarks)), item.label)


def _numbers(step: Step, locality: Locality) -> tuple[str, ...]:
    """The numbers of a call that its own words lack, and the police's for when nobody answers (rule 12)."""
    if not step.call:
        return ()
    called = list(map(locality.contact, step.contacts))
    said = [f"{each.name}: {each.phone}." for each in called if each.phone and each.phone not in step.text]
    police = [each.phone for each in locality.contacts if each.role == "police" and each.phone]
    if said and police and not any(each.role == "police" for each in called):
        said.append(f"If nobody answers: {police[0]}.")
    return tuple(said)


def _forms(locality: Locality, pathway: Pathway) -> list[str]:
    """The area's own forms in sentences: for which results they are and where they stand."""
    said = ["This form does not replace the area's own form or portal:"] if locality.forms else []
    for form in locality.forms:
        url = pathway.link(form.link).url if form.link else ""
        results = " and ".join(in_sentence(outcome, pathway) for outcome in form.outcomes)
        name = f"{form.name}, for a result of {results}"
        said.append(f"{name} (at {url})." if url else f"{name}. {no_address(locality.service)}")
        said += say_provenance(form.provenance, "" if form.confirm in locality.provenance else form.confirm)
    return said


HOW_TO_MARK = "Put a cross in the box beside each factor that applies. Leave the others empty."
LINES_OF_NOTES = (10, 11)  # on the page of the gravest tier, and on the next
CIRCLE = "Circle or write"
_LONG = (".organisation", ".email", ".address")
YES_NO = "Yes  /  No"
YES_NO_NOT_KNOWN = f"{YES_NO}  /  Not known"


def blank(
    locality_id: str, pathway: Pathway, *, marking: str = f"{MARKING} when completed", written: str = ""
) -> Referral:
    """The empty form of a locality. Raises KeyError for one that the pathway lacks.

    `written` is ISO 8601 with an offset: the PDF's date, else the day on which the contacts were last checked, so that
    the same data gives the same bytes.
    """
    locality = pathway.locality(locality_id)
    edition = f"{locality.name}: {pathway.title}, {pathway.edition}"
    about = (("Pathway", pathway.attribution), ("Known to the authorities", pathway.black_note))
    if not written:
        last_checked = max((each.checked for each in locality.contacts if each.checked), default="2026-01-01")
        written = f"{last_checked}T00:00:00+00:00"
    return Referral(
        title="Child exploitation screening: empty form",
        subtitle=edition,
        marking=marking,
        reference="Empty form, to be completed by hand",
        edition=edition,
        written=written,
        sections=(
            phone_first(locality, pathway),
            _start(pathway),
            *_tiers(locality, pathway, datetime.fromisoformat(written)),
            *_notes(pathway),
            _details(pathway),
            _decision(pathway),
            procedure(locality, pathway),
            about_area(locality),
            Division("About this form", tuple(Para(f"{label}: {words}") for label, words in about if words)),
        ),
        language=pathway.language,
    )


def file_name(locality_id: str) -> str:
    """A file name for the empty form: "ce-form-southend.pdf"."""
    return f"ce-form-{locality_id}.pdf"


def _start(pathway: Pathway) -> Division:
    red = in_sentence("red", pathway)
    involved = Answers(pathway=pathway.id, locality="", family_involved=True)
    caution = with_small(family_caution(involved, pathway))  # not to be done yet (rule 8 of the design)
    rows = (
        (
            "Is the child at immediate risk?",
            f"{YES_NO}     Yes: phone 999 now. The result is {red}, whatever is marked.",
        ),
        ("Did you see, or were you told of, harm today?", f"{YES_NO}     Yes: follow the {red} steps."),
        ("On which day? What was seen or said, in the child's words?", "\n"),
        (
            "Could someone in the family or household, or a parent's partner, be involved?",
            f"{YES_NO_NOT_KNOWN}     Yes: {caution} Not known: ask the service before the family is told.",
        ),
        ("Is the child missing now?", f"{YES_NO}     Yes: phone 101, or 999 if in danger."),
        ("Which other council, if the child lives there or was placed by it?", ""),
        *_under_13_rows(pathway),
        ("Do you know this child already?", "From working with them  /  From file or team  /  No"),
        ("Date of the screening", ""),
    )
    return Division("Start", (_to_circle(rows), *_first_meeting(pathway)))


def _to_circle(rows: tuple[tuple[str, str], ...]) -> Table:
    return Table(CIRCLE, ("Question", CIRCLE), rows, (46, 54), by_hand=True, caption_in_head=True)


def _first_meeting(pathway: Pathway) -> list[Block]:
    """Which tiers are asked of a child who is not known; nothing where the edition closes none."""
    open_: list[TierName] = [tier.name for tier in pathway.tiers if not tier.needs_relationship]
    if len(open_) == len(pathway.tiers):
        return []
    section = "section" if len(open_) == 1 else "sections"
    only = f"use the {tier_titles(open_, pathway)} {section} only" if open_ else "mark no factor"
    words = (
        f"If this is the first time that you have met this child or young person, {only}. If you saw or were told of "
        f"harm today, follow the {in_sentence('red', pathway)} steps."
    )
    return [Para(words)]


def _tiers(locality: Locality, pathway: Pathway, at: datetime) -> Iterator[Division]:
    """Each tier on a page, where it fits, with its steps after it; how to mark is said above the first."""
    for tier in pathway.tiers:
        factors = _tier(tier, list(_by_marks_alone(tier, locality, pathway, at)))
        if tier is pathway.tiers[0]:
            factors = replace(factors, blocks=(Para(HOW_TO_MARK, "strong"), *factors.blocks))
        yield factors
        if tier.name != GRAVEST:
            yield steps_of(tier.name, locality, pathway)


def _tier(tier: Tier, cautions: Sequence[Para]) -> Division:
    """A tier's explanation and its factors; the vulnerabilities stand where the explanation lists them."""
    blocks: list[Block] = []
    listed = {factor.text for factor in tier.vulnerabilities}
    tables = [_vulnerabilities(tier)] if tier.vulnerabilities else []
    for block in tier.explanation:
        if block.text not in listed:
            blocks.append(Bullets((ListItem(block.text),)) if block.kind == "bullet" else Para(block.text))
        elif tables:
            blocks.append(tables.pop())
    blocks += [*tables, *cautions, _to_mark(f"{tier.title}: factors", tier.factors)]
    title = f"{tier.title}: {tier.heading}".removesuffix(".")
    return Division(title, tuple(blocks), tier=tier.name, together=True)


def _vulnerabilities(tier: Tier) -> Table:
    """Short words: two columns of them stand side by side."""
    table = _to_mark("Vulnerabilities", tier.vulnerabilities)
    number, _, *marks = table.head
    head = (number, "Vulnerability", *marks)
    widths = (13, 87 - 19 * len(marks), *(19 for _ in marks))
    return replace(table, head=head, widths=widths, halves=True, caption_in_head=True)


def _to_mark(caption: str, factors: tuple[Factor, ...]) -> Table:
    """Factors with an empty column for each mark that they take."""
    marks = factors[0].marks
    head = ("ID", "Factor", *(MARK_WORDS[mark] for mark in marks))
    rows = tuple((*factor_words(factor), *("" for _ in marks)) for factor in factors)
    of_id = 14 if any(factor.printed_id for factor in factors) else 7
    widths = (of_id, 100 - of_id - 13 * len(marks), *(13 for _ in marks))
    return Table(caption, head, rows, widths, by_hand=True)


def _notes(pathway: Pathway) -> Iterator[Division]:
    """Room for notes, on each of its pages under a heading."""
    title = pathway.details.notes_title.removesuffix(":")
    words = (Para(pathway.details.notes_hint), Para(pathway.numbering_note, "small"))
    first, then = LINES_OF_NOTES
    yield Division(title, (*words, WritingRoom(first)))
    yield Division(f"{title}, continued", (WritingRoom(then),), together=True)


def _details(pathway: Pathway) -> Division:
    form = pathway.details

    def details_table(caption: str, group: str) -> Table:
        """A table with a row for each detail of a group; two lines for what is long."""
        rows = tuple(
            (label.removesuffix(":"), "\n" if detail.endswith(_LONG) else "")
            for detail, label in form.labels.items()
            if detail.startswith(group) and not detail.endswith(".contact")
        )
        return Table(caption, ("Detail", "Answer"), rows, (34, 66), by_hand=True)

    intro = Para(f"{form.leave_blank.removesuffix('.')}. {form.details_intro}")
    tables = SideBySide((details_table(form.yours, "practitioner."), details_table(form.child, "child.")))
    return Division("Details", (intro, tables), together=True)


def _decision(pathway: Pathway) -> Division:
    results = "  /  ".join(("None", *(tier.title for tier in pathway.tiers)))
    rows = (
        ("Result (the highest section with a mark)", results),
        ("Your decision", f"{results}  /  Unsure"),
        ("Reason, where the decision is lower", "\n"),
        (CONTACT_FAMILY, YES_NO_NOT_KNOWN),
        ("Consent", "Agreed  /  Refused  /  Not sought  /  Not yet asked"),
        ("Reason, where consent was refused or not sought", "\n"),
        ("Told what is shared, and why", f"Child: {YES_NO}     Family: {YES_NO}"),
    )
    return Division("Result, decision and consent", (_to_circle(rows),), together=True)


def _under_13_rows(pathway: Pathway) -> Iterator[tuple[str, str]]:
    """Whether the child is under 13, where a factor of the edition makes that matter (rule 7 of the design)."""
    keys = marks_that_raise(UNDER_13, pathway.notices)
    if ids := joined([each.id for each in pathway.factors.values() if each.key in keys], "or"):
        said = f"Yes, with {ids}: phone now, as in the first {in_sentence('red', pathway)} steps."
        yield ("Is the child under 13?", f"{YES_NO}     {said}")


def _by_marks_alone(tier: Tier, locality: Locality, pathway: Pathway, at: datetime) -> Iterator[Para]:
    """The alerts that marks alone raise, as on images, above the factors of a tier that raise them."""
    there = {factor.key: factor.id for factor in tier.factors}
    who = to_phone(contacts_now(locality, at))
    for notice in (each for each in pathway.notices if each.alert and not ALERTS[each.alert].question):
        ids = " and ".join(there[key] for key in notice.when.any_marked if key in there)
        said = filled(notice.text, locality, who, Harm())
        if now := ALERTS[notice.alert].phone_now:  # the numbers of this hour are not those of another
            said = f"{now.spoken}. Phone now, as in the first {in_sentence('red', pathway)} steps."
        if ids:
            yield Para(f"{ids}: {with_small(said)}", "strong")
