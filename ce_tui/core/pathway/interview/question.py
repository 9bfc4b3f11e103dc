"""A question as it is asked: how it is answered, whose words it is."""

from __future__ import annotations

from typing import Literal

import msgspec

from ce_tui.core.pathway.words import NOT_KNOWN

Kind = Literal["choice", "yes-no", "text", "multiline", "date"]
Group = Literal["", "yours", "child", "consent"]
Source = Literal["document", "own"]


class Option(msgspec.Struct, frozen=True):
    """One choice: the value that is recorded, and the words that are shown."""

    value: str
    words: str


YES_NO = (Option("yes", "Yes"), Option("no", "No"))
OR_NOT_KNOWN = (*YES_NO, Option(NOT_KNOWN, "Do not know"))


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question. `label` is as printed where `source` is the document; `group` parts the details."""

    id: str
    label: str
    kind: Kind
    options: tuple[Option, ...] = ()
    hint: str = ""
    source: Source = "own"
    group: Group = ""
    heading: str = ""  # printed above this question: "Contact details:"
