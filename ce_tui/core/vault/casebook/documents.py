"""A screening as the document in which the store keeps it, and back.

Forms: 1, before the answers told "no" from "not answered": immediate risk and harm were written as a no that nobody
may have given (the first screen chose it beforehand), so a no in it is read as not answered, in completed revisions
too. 2: what is written is what was said. A document of form 1 is only read so; nothing rewrites it.
"""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.danger import DANGERS
from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.strict_json import parse_as

FORM = 2


def as_document(screening: Screening) -> bytes:
    """What the store keeps. The form is part of it, so that the seal covers it."""
    return msgspec.json.encode(msgspec.structs.replace(screening, form=FORM))


def from_document(document: bytes) -> Screening:
    """The screening that a document holds; `form` is that of the document."""
    screening = parse_as(document, Screening)
    if screening.form >= FORM:
        return screening
    answers = screening.answers
    unanswered = {name: None for name in DANGERS if not getattr(answers, name)}
    return msgspec.structs.replace(screening, answers=msgspec.structs.replace(answers, **unanswered))
