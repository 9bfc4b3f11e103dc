"""What a file of a pathway or of answers may leave out, and what it is then: nothing, unless it is said here."""

from __future__ import annotations

import pytest
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Harm, Practitioner
from ce_tui.core.pathway.document.document import Block, Factor, LinkSlot, Pathway, Section, Tier
from ce_tui.core.pathway.document.guidance import Chapter
from ce_tui.core.pathway.document.help_texts import HelpEntry, HelpText
from ce_tui.core.pathway.document.localities import (
    Contact,
    EscalationStage,
    Locality,
    OwnForm,
    Procedure,
    Step,
)
from ce_tui.core.pathway.document.notices import Notice, NoticeCondition
from ce_tui.core.pathway.interview.interview import SectionState
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.outcome import (
    Alert,
    FormDue,
    Outcome,
    OutcomeContact,
    OutcomeNotice,
    OutcomeStep,
)

LEFT_OUT: dict[type[Struct], dict[str, object]] = {
    LinkSlot: {"url": "", "source": "", "warning": ""},
    Block: {"kind": "paragraph", "term": "", "bold": (), "links": (), "pointers": (), "own": False},
    Section: {"number": "", "blocks": (), "holds": "", "own": False},
    Factor: {"printed_id": "", "known_to_authorities": False},
    Tier: {
        "vulnerabilities": (),
        "needs_relationship": False,
        "needs_narrative": False,
        "printed": (),
        "so_far": "",
        "asks": "",
        "asked": (),
        "by_referrer": "",
    },
    Pathway: {
        "links": (),
        "localities": (),
        "notices": (),
        "decision_advice": "",
        "first_meeting": "",
        "lang": "",
        "rule": "",
    },
    Contact: {
        "called": "",
        "phone": "",
        "email": "",
        "url": "",
        "ask_for": "",
        "ask_for_on": {},
        "printed": "",
        "hours": "",
        "hours_source": "",
        "opening": (),
        "always": False,
        "when_closed": "",
        "closed_on_bank_holidays": True,  # an office is closed then unless the data says that it is not
        "source": "document",
        "checked": "",
        "disputed": "",
        "alternatives": (),
        "note": "",
        "source_note": "",
    },
    Step: {
        "provenance": "document",
        "label": "",
        "confirm": "",
        "contacts": (),
        "links": (),
        "advice": False,
        "call": False,
        "send": False,
    },
    OwnForm: {"link": "", "provenance": "document", "confirm": ""},
    Procedure: {"none": (), "yellow": (), "amber": (), "red": ()},
    EscalationStage: {"within": "", "note": "", "source": "document"},
    Locality: {
        "forms": (),
        "assessment": "",
        "consent": "",
        "front_door": "",
        "links": (),
        "printed": (),
        "provenance": "",
        "escalation_at": "",
        "escalation_source": "",
        "escalation": (),
    },
    Notice: {
        "alert": "",
        "fact": "",
        "place": "result",
        "when": NoticeCondition(),
        "contact_role": "",
        "quoted": False,
        "advice_before_family": False,
    },
    NoticeCondition: {  # None: it does not matter
        "any_marked": (),
        "age_from": None,
        "age_below": None,
        "outcomes": (),
        "first_meeting": None,
        "elsewhere": None,
        "placed_here": None,
        "own_form_due": None,
        "immediate_risk": None,
        "harm_today": None,
        "missing_now": None,
        "unanswered": (),
        "family_unanswered": None,
    },
    Chapter: {"number": "", "blocks": (), "tier": "", "locality": "", "own": False},
    HelpEntry: {"quotes": (), "only_where": ""},
    HelpText: {"entries": ()},
    Decision: {"outcome": "", "reason": ""},
    Consent: {"status": "", "reason": "", "child_told": None, "family_told": None},
    Practitioner: dict.fromkeys(("name", "organisation", "phone", "other", "email"), ""),
    Child: dict.fromkeys(("name", "date_of_birth", "phone", "other", "email", "address"), ""),
    Harm: {"on": "", "words": ""},
    Answers: {
        "council": "",
        "family_before": "",
        "placed_by": "",
        "known_to_practitioner": None,
        "known_from": "",
        "immediate_risk": None,  # of these five: nobody answered, which is never a No
        "harm_today": None,
        "family_involved": None,
        "family_not_known": False,
        "contact_family": "",
        "missing_now": None,
        "under_13": None,
        "harm": Harm(),
        "screened_on": "",
        "marks": {},
        "set_aside": {},
        "looked_at": None,  # not recorded, so nothing is claimed
        "notes": "",
        "not_ids": (),
        "by_file": {},
        "judged_on": "",
        "decision": Decision(),
        "consent": Consent(),
        "practitioner": Practitioner(),
        "child": Child(),
    },
    OutcomeStep: {
        "provenance": "own",  # what is not said to be the document's words is this software's
        "now": "",
        "phones": (),
        "label": "",
        "confirm": "",
        "contacts": (),
        "links": (),
    },
    OutcomeContact: {},
    Outcome: {},
    Alert: {"source": ""},
    OutcomeNotice: {"id": "", "place": "result", "alert": "", "quoted": False, "on_family": False},
    FormDue: {"confirm": ""},
    Question: {"options": (), "hint": "", "source": "own", "group": "", "heading": ""},
    SectionState: {"open": True, "why_closed": "", "missing": (), "marked": None},
}


def left_out(shape: type[Struct]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields(shape):
        if field.default is not NODEFAULT:
            found[field.name] = field.default
        elif field.default_factory is not NODEFAULT:
            found[field.name] = field.default_factory()
    return found


@pytest.mark.parametrize("shape", LEFT_OUT, ids=lambda shape: shape.__name__)
def test_what_is_left_out_is_nothing_unless_it_is_said_here(shape: type[Struct]) -> None:
    assert left_out(shape) == LEFT_OUT[shape]
