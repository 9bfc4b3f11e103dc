"""The choices of a preference, with what the account has now."""

from __future__ import annotations

from ce_tui.settings.preferences import Preference
from ce_tui.widgets.choice_list import ChoiceList

_USUAL = "usual"  # an item's id is never empty


def preference_list(preference: Preference, now: str) -> ChoiceList:
    """A list of which one is always chosen."""
    choices = [each._replace(id=each.id or _USUAL) for each in preference.choices]
    return ChoiceList(choices, id_of(now), label=preference.label, id=preference.name.replace(".", "-"))


def id_of(value: str) -> str:
    """The item of what the preference keeps."""
    return value or _USUAL


def value_of(id: str) -> str:
    """What the preference keeps of an item."""
    return "" if id == _USUAL else id
