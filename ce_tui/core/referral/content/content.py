"""Builds a referral and its annex as typed values: pure, and the same for PDF and plain text.

The first page is enough for its receiver: danger and result, what is asked, who, the factors that decide in words,
what was seen. Then the evidence apart from suspicion, what differs from the screening before, the narrative, what was
done, details and consent. What the referrer does and whom to call is not in it, but in its annex.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Recorded, done
from ce_tui.core.pathway.answers.answers import dump
from ce_tui.core.pathway.answers.screening import Answers, State, judged
from ce_tui.core.pathway.dates import LONDON, say_iso
from ce_tui.core.pathway.document.document import Pathway, tier_titles
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.outcome.comparison import Comparison, comparison_json
from ce_tui.core.pathway.outcome.evaluation import to_json
from ce_tui.core.pathway.outcome.following import notices_beside_steps
from ce_tui.core.pathway.outcome.outcome import Outcome, area_of
from ce_tui.core.pathway.words import MARKING
from ce_tui.core.referral.content.evidence import (
    FIRST_WORDS,
    attached,
    done_section,
    evidence_section,
    first_words_section,
    narrative_section,
)
from ce_tui.core.referral.content.follow_up import contacts_as_of, notices_section, steps_section
from ce_tui.core.referral.content.people import (
    asked_section,
    at_a_glance,
    consent_section,
    people_section,
    with_calls,
)
from ce_tui.core.referral.content.result import MANY_ALERTS, besides_section, result_section, room_after
from ce_tui.core.referral.content.shapes import (
    Bullets,
    Division,
    ListItem,
    Para,
    Referral,
    say_moment,
    say_written,
)
from ce_tui.core.strict_json import with_texts
from ce_tui.core.words.comparison import (
    NOT_OVER,
    between_words,
    change_groups,
    graver_before,
    remarks,
    then_and_now,
)

ANNEX = "What to do now"


def with_annex(made: Referral, outcome: Outcome, pathway: Pathway) -> Referral:
    """The referral followed by its annex, which begins on a page of its own."""
    first, *others = _sections(made, outcome, pathway)
    return replace(made, sections=(*made.sections, replace(first, new_page=True), *others))


def alone(made: Referral, outcome: Outcome, pathway: Pathway) -> Referral:
    """The annex by itself. It names nobody, and nothing is attached to it."""
    return replace(
        made,
        title=ANNEX,
        banner="",
        sections=_sections(made, outcome, pathway),
        attachment="",
        attachment_about="",
    )


def as_text_sent(made: Referral, outcome: Outcome, pathway: Pathway, *, annex: bool) -> Referral:
    """The referral as plain text has it: with the whole annex if asked for, else with whom to call alone."""
    if annex:
        return with_annex(made, outcome, pathway)
    return replace(made, sections=(*made.sections, contacts_as_of(outcome, _moment(made))))


def _sections(made: Referral, outcome: Outcome, pathway: Pathway) -> tuple[Division, ...]:
    at, notices = _moment(made), notices_section(notices_beside_steps(outcome))
    found = (steps_section(outcome, pathway, at), contacts_as_of(outcome, at), notices)
    return tuple(section for section in found if section)


def _moment(made: Referral) -> datetime:
    """The moment of the outcome: by it the annex says whom to phone."""
    return datetime.fromisoformat(made.written)


SINCE_BEFORE = "Compared with the screening before"


def compared_section(found: Comparison | None, pathway: Pathway) -> Division | None:
    """The comparison with the screening before: days, tiers, answers and remarks, then the factors. None: none."""
    if found is None:
        return None
    blocks = (
        Para(between_words(found)),
        *(Para(words) for words in then_and_now(found, pathway)),
        *(Para(words, "warning" if words == NOT_OVER else "plain") for words in remarks(found, pathway)),
    )
    parts = (
        Division(title, (Bullets(tuple(ListItem(f"{each.id} {words}") for each, words in factors)),))
        for title, factors in change_groups(found)
    )
    return Division(SINCE_BEFORE, blocks, tuple(parts))


NO_REFERENCE = "No reference"
_FEW_WORDS = 180
ATTACHMENT_ABOUT = "The answers and the outcome of this referral, for machines"
Held = TypeVar("Held", bound=msgspec.Struct)


class ReferralContext(msgspec.Struct, frozen=True, kw_only=True):
    """The circumstances of a referral: when it is written, of which screening, what was done.

    `at`: the moment at which it is written, aware or London's. `known`: when the answers were last changed, ISO 8601
    (empty: not known). The document knows no other time. `audit_head`: where the log stood. `recorded`: what was
    recorded of the screening as done. `comparison`: these answers beside those of the screening before, where there is
    one. Without `ref` and `revision` it is of no stored screening.
    """

    at: datetime
    known: str = ""
    ref: str = ""
    revision: int = 0
    state: State = "draft"
    audit_head: str = ""
    marking: str = MARKING
    recorded: tuple[Recorded, ...] = ()
    comparison: Comparison | None = None


def referral(answers: Answers, outcome: Outcome, pathway: Pathway, imprint: ReferralContext) -> Referral:
    """The referral of one revision, or of a draft and then marked so.

    `outcome` is that of these answers. Raises KeyError for a locality that the pathway lacks.
    """
    at = imprint.at if imprint.at.tzinfo else imprint.at.replace(tzinfo=LONDON)
    comparison = imprint.comparison and _encodable(imprint.comparison)
    recorded = tuple(map(_encodable, imprint.recorded))
    imprint = replace(imprint, at=at, recorded=recorded, comparison=comparison)
    answers = _encodable(judged(answers, at))
    locality = pathway.locality(answers.locality)
    area = "A child in another council's area" if locality.id == ELSEWHERE else locality.name
    edition = f"{area}: {pathway.title}, {pathway.edition}"
    banner = draft_banner(outcome, pathway, imprint.state)
    reference = _reference(imprint, draft=bool(banner))
    sections = (
        *_first_page(answers, outcome, pathway, banner, imprint),
        evidence_section(answers, outcome, pathway),
        compared_section(imprint.comparison, pathway),
        narrative_section(answers, outcome, pathway),
        done_section(imprint.recorded),
        people_section(answers, pathway),
        consent_section(answers, pathway),
        _about(pathway, imprint.audit_head),
    )
    return Referral(
        title="Child exploitation referral",
        subtitle=edition,
        marking=imprint.marking,
        reference=reference,
        edition=edition,
        written=at.isoformat(),
        banner=banner,
        facts=(
            ("Reference", reference.replace(NO_REFERENCE, "None")),
            ("Screened on", say_iso(answers.screened_on) or "Not recorded"),
            ("Written on", say_written(at)),
        ),
        sections=tuple(section for section in sections if section is not None),
        attachment=attachment(answers, outcome, imprint),
        attachment_about=ATTACHMENT_ABOUT,
        language=pathway.language,
    )


def _first_page(
    answers: Answers, outcome: Outcome, pathway: Pathway, banner: str, imprint: ReferralContext
) -> tuple[Division | None, ...]:
    """The result and danger, what is asked and who was phoned, who, what is marked besides, and what was seen.

    As many factors have words as the rest leaves room for. Beside many alerts the lines stand closer together.
    """
    close = len(outcome.alerts) >= MANY_ALERTS
    graver = graver_before(imprint.comparison, pathway)
    asked = asked_section(
        outcome,
        pathway,
        answers,
        something_done=bool(done(imprint.recorded)),
        police_beside=bool(imprint.ref) and outcome.grade.is_red,
    )
    recorded = imprint.recorded if imprint.ref else None
    # when the answers stood as they are, as exactly as that is known; else when this is written
    as_of = say_iso(answers.screened_on) or say_written(imprint.at)
    if imprint.known:
        as_of = say_moment(datetime.fromisoformat(imprint.known))
    *before, seen = (
        replace(part, close=close)
        for part in (
            result_section(answers, outcome, pathway, as_of, graver),
            with_calls(asked, outcome, area_of(outcome, pathway), imprint.at, recorded),
            at_a_glance(answers, outcome, pathway),
            first_words_section(answers, _FEW_WORDS if close else FIRST_WORDS),
        )
    )
    room = room_after(banner, (*before, seen))
    return *before, besides_section(answers, outcome, pathway, room), seen


def draft_banner(outcome: Outcome, pathway: Pathway, state: State) -> str:
    """Why a referral is a draft; empty if it is none.

    Marks without the narrative that they need make one of any state (rule 4 of the design: amber's).
    """
    if "notes" in outcome.missing:
        marked = {pathway.tier_of[reason.id] for reason in (*outcome.because, *outcome.also_marked)}
        tiers = [tier.name for tier in pathway.tiers if tier.needs_narrative and tier.name in marked]
        needing = tier_titles(tiers, pathway).lower()
        return f"DRAFT: {needing} factors are marked, and the narrative that they need is not written yet."
    return "" if state == "completed" else "DRAFT: this screening is not completed."


def attachment(answers: Answers, outcome: Outcome, imprint: ReferralContext) -> str:
    """The contract's `referral.json`: what does not exist is left out."""
    whole: dict[str, object] = {
        "answers": dump(answers),
        "outcome": to_json(outcome),
        "ref": imprint.ref,
        "revision": imprint.revision,
        "audit_head": imprint.audit_head,
        "comparison": imprint.comparison and comparison_json(imprint.comparison),
        "actions": attached(imprint.recorded),
    }
    return json.dumps({key: value for key, value in whole.items() if value}, indent=1)


def file_name(
    ref: str, revision: int, *, draft: bool = False, ending: str = "pdf", what: str = "ce-referral"
) -> str:
    """A file name with the reference, never a name: "ce-referral-CE-7K3M-2Q-r1.pdf"."""
    parts = (what, ref, f"r{revision}" if revision else "", "draft" if draft else "")
    return f"{'-'.join(filter(None, parts))}.{ending}"


def _encodable(held: Held) -> Held:
    """The value with U+FFFD for lone surrogates, which no file can hold. What was cleaned has none."""
    try:
        msgspec.json.encode(held)
    except UnicodeEncodeError:
        plain = with_texts(
            msgspec.to_builtins(held),
            lambda text: text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        )
        return msgspec.convert(plain, type(held))
    return held


def _reference(imprint: ReferralContext, *, draft: bool) -> str:
    words = imprint.ref or NO_REFERENCE
    if imprint.revision:
        return f"{words}, {'draft of revision' if draft else 'revision'} {imprint.revision}"
    return f"{words}, draft" if draft else words


def _about(pathway: Pathway, audit_head: str) -> Division:
    machines = "The PDF of this referral holds the same answers as the attached file referral.json."
    rows = {
        "Pathway": f"{pathway.attribution} {machines}",
        "Factor IDs": pathway.numbering_note,
        "Known to the authorities": pathway.black_note,
        "Audit record": audit_head and f"The head of the audit record as of this revision: {audit_head}",
    }
    said = tuple(Para(f"{label}: {words}", "small") for label, words in rows.items() if words)
    return Division("About this document", said, panel="about")
