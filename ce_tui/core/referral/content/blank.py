"""The empty form of a locality, to print and to complete by hand, as the document's first page asks.

Holds no answers: every factor with room to mark, room for notes and details, and each result's procedure.
"""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Factor, Pathway, Tier
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.document.procedures import whom_to_phone
from ce_tui.core.pathway.document.tier_words import tier_title, tier_titles, within
from ce_tui.core.pathway.words import MARK_WORDS, MARKING, OUTCOMES, OutcomeName, TierName, no_address
from ce_tui.core.referral.content.evidence import id_words, printed_words
from ce_tui.core.referral.content.follow_up import (
    assessment_note,
    contacts_section,
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
    Rows,
    Table,
    WritingRoom,
)
from ce_tui.core.referral.content.wording import say_provenance

HOW_TO_MARK = "Put a cross in the box beside each factor that applies. Leave the others empty."
LINES_OF_NOTES = 21
YES_NO = "Yes  /  No"


def blank(
    locality_id: str, pathway: Pathway, *, marking: str = f"{MARKING} when completed", written: str = ""
) -> Referral:
    """The empty form. `written` is ISO 8601 with an offset: the PDF's date, else the day on which the contacts were
    last checked, so that the same data gives the same bytes. Raises KeyError for a locality that the pathway lacks.
    """
    locality = pathway.locality(locality_id)
    edition = f"{locality.name}: {pathway.title}, {pathway.edition}"
    return Referral(
        title="Child exploitation screening: empty form",
        subtitle=edition,
        marking=marking,
        reference="Empty form, to be completed by hand",
        edition=edition,
        written=written or _last_checked(locality),
        sections=(
            _start(locality, pathway),
            *(_tier(tier) for tier in pathway.tiers),
            _notes(pathway),
            _details(pathway),
            _decision(pathway),
            *_procedure(locality, pathway),
            contacts_section(locality, "red"),
            _about(pathway),
        ),
        language=pathway.language,
    )


def file_name(locality_id: str) -> str:
    """A file name for the empty form: "ce-form-southend.pdf"."""
    return f"ce-form-{locality_id}.pdf"


def _start(locality: Locality, pathway: Pathway) -> Division:
    red = within("red", pathway)
    rows = (
        (
            "Is the child at immediate risk?",
            f"{YES_NO}     Yes: phone 999 now. The result is {red}, whatever is marked.",
        ),
        ("Did you see, or were you told of, harm today?", f"{YES_NO}     Yes: follow the {red} steps."),
        ("On which day? What was seen or said, in the child's words?", "\n"),
        (
            "Could someone in the family be involved?",
            f"{YES_NO}     Until it is answered, ask the service before the family is told.",
        ),
        ("Is the child missing now?", f"{YES_NO}     Yes: phone 101, or 999 if in danger."),
        ("Where the child lives", locality.name),
        ("Placed here by another council? Which?", ""),
        ("Do you know this child already?", "From working with them  /  From our file or team  /  No"),
        ("Date of the screening", ""),
    )
    table = Table("Circle or write", ("Question", "Answer"), rows, (42, 58), by_hand=True)
    return Division("Start", (table, *_first_meeting(pathway)))


def _first_meeting(pathway: Pathway) -> list[Block]:
    """Which tiers are asked of a child who is not known; nothing where the edition closes none."""
    open_: list[TierName] = [tier.name for tier in pathway.tiers if not tier.needs_relationship]
    if len(open_) == len(pathway.tiers):
        return []
    section = "section" if len(open_) == 1 else "sections"
    only = f"use the {tier_titles(open_, pathway)} {section} only" if open_ else "mark no factor"
    words = (
        f"If this is the first time that you have met this child or young person, {only}. If you saw or were told of "
        f"harm today, follow the {within('red', pathway)} steps."
    )
    return [Para(words)]


def _tier(tier: Tier) -> Division:
    """A tier's explanation and its factors; the vulnerabilities stand where the explanation lists them."""
    blocks: list[Block] = [Para(HOW_TO_MARK, "strong")]
    listed = {factor.text for factor in tier.vulnerabilities}
    waiting = bool(tier.vulnerabilities)
    for block in tier.explanation:
        if block.text not in listed:
            blocks.append(Bullets((ListItem(block.text),)) if block.kind == "bullet" else Para(block.text))
        elif waiting:
            blocks.append(_to_mark("Vulnerabilities", tier.vulnerabilities))
            waiting = False
    if waiting:
        blocks.append(_to_mark("Vulnerabilities", tier.vulnerabilities))
    blocks.append(_to_mark(f"{tier.title}: factors", tier.factors))
    return Division(f"{tier.title}: {tier.heading}".rstrip("."), tuple(blocks), tier=tier.name, new_page=True)


def _to_mark(caption: str, factors: tuple[Factor, ...]) -> Table:
    """Factors with an empty column for each mark that they take."""
    marks = factors[0].marks
    head = ("ID", "Factor", *(MARK_WORDS[mark] for mark in marks))
    rows = tuple((id_words(factor), printed_words(factor), *("" for _ in marks)) for factor in factors)
    return Table(caption, head, rows, (7, 93 - 16 * len(marks), *(16 for _ in marks)), by_hand=True)


def _notes(pathway: Pathway) -> Division:
    words = (Para(pathway.details.notes_hint), Para(pathway.numbering_note, "small"))
    return Division(
        pathway.details.notes_title.rstrip(":"), (*words, WritingRoom(LINES_OF_NOTES)), new_page=True
    )


def _details(pathway: Pathway) -> Division:
    form = pathway.details
    tables = []
    for caption, group in ((form.yours, "practitioner."), (form.child, "child.")):
        rows = tuple(
            (label.rstrip(":"), "\n" if id.endswith(".address") else "")
            for id, label in form.labels.items()
            if id.startswith(group) and not id.endswith(".contact")
        )
        tables.append(Table(caption, ("Detail", "Answer"), rows, (32, 68), by_hand=True))
    return Division("Details", (Para(form.details_intro), Para(form.leave_blank), *tables), new_page=True)


def _decision(pathway: Pathway) -> Division:
    results = "  /  ".join(("None", *(tier.title for tier in pathway.tiers)))
    rows = (
        ("Result (the highest section with a mark)", results),
        ("Your decision", f"{results}  /  Unsure"),
        ("Reason, where the decision is lower", "\n"),
        ("Consent", "Agreed  /  Refused  /  Not sought  /  Not yet asked"),
        ("Reason, where consent was not sought", "\n"),
        ("Child told", YES_NO),
        ("Family told", YES_NO),
    )
    return Division(
        "Result, decision and consent",
        (Table("Circle or write", ("Question", "Answer"), rows, (42, 58), by_hand=True),),
    )


def _procedure(locality: Locality, pathway: Pathway) -> list[Division]:
    parts = tuple(_steps(outcome, locality, pathway) for outcome in OUTCOMES)
    blocks: list[Block] = [Para(locality.intro), *provenance_note(locality)]
    after = assessment_note(locality)
    if locality.consent:
        after.append(Para(locality.consent, "quote"))
    if locality.forms:
        entries = []
        for form in locality.forms:
            url = pathway.link(form.link).url if form.link else ""
            results = " and ".join(within(outcome, pathway) for outcome in form.outcomes)
            name = f"{form.name}, for a result of {results}"
            text = f"{name} (at {url})." if url else f"{name}. {no_address(locality.service)}"
            entries.append(ListItem(text, remarks=say_provenance(form.provenance, form.confirm)))
        after += [Para("This form does not replace the area's own form or portal:"), Bullets(tuple(entries))]
    return [
        Division(locality.title, tuple(blocks), parts, new_page=True),
        Division("About the procedure", tuple(after)),
    ]


def _steps(outcome: OutcomeName, locality: Locality, pathway: Pathway) -> Division:
    steps = [
        step_item(step, pathway, locality.provenance, tuple(whom_to_phone(step, locality)), locality.service)
        for step in locality.procedure.steps(outcome)
    ]
    if outcome == "red":
        steps.insert(0, ListItem(locality.danger))
    title = (
        pathway.heading(outcome)
        if outcome == "none"
        else f"{tier_title(outcome, pathway)}: {pathway.heading(outcome)}"
    )
    return Division(title.rstrip("."), (Bullets(tuple(steps), ordered=True),), tier=outcome)


def _about(pathway: Pathway) -> Division:
    rows = (
        ("Pathway", pathway.attribution),
        ("Factor IDs", pathway.numbering_note),
        ("Known to the authorities", pathway.black_note),
    )
    return Division("About this form", (Rows("Sources", tuple(row for row in rows if row[1])),))


def _last_checked(locality: Locality) -> str:
    days = [contact.checked for contact in locality.contacts if contact.checked]
    return f"{max(days, default='2026-01-01')}T00:00:00+00:00"
