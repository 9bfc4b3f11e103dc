"""What is typed before anybody is signed in, read the same in every front end: a name, the area, a recovery code.

Each raises `Refused`, whose words say what is wrong. Passphrases are the core's: `core.vault.keys.passphrases`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys.passphrases import check_name
from ce_tui.core.vault.keys.recovery import is_of_code
from ce_tui.core.words.areas import area_words
from ce_tui.core.words.choice import Choice
from ce_tui.session.words.gate import NO_CODE, NO_GROUP, NO_NAME, NO_PHRASE, NOT_THE_GROUP
from ce_tui.session.words.hub import NO_USUAL_AREA

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.document import Pathway
    from ce_tui.core.vault.keys.recovery import RecoveryCode

_NO_AREA = "none"


def name_to_be(typed: str) -> str:
    """The name of an account that is made, as it is kept."""
    return check_name(name_of_account(typed))


def name_of_account(typed: str) -> str:
    """The name of an account that is there. Whether there is one of that name is not said."""
    if not typed.strip():
        raise Refused(NO_NAME)
    return typed.strip()


def secret(typed: str) -> str:
    """A passphrase that is to open something: as it was typed, blanks and all."""
    if not typed.strip():
        raise Refused(NO_PHRASE)
    return typed


def recovery_code(typed: str) -> RecoveryCode:
    """The recovery code that was typed, in its one spelling."""
    from ce_tui.core.vault.keys.recovery import read_recovery_code

    if not typed.strip():
        raise Refused(NO_CODE)
    return read_recovery_code(typed)


def confirm_code(typed: str, code: str) -> None:
    """Whether a code that was shown was written down: its last group, or all of it, is typed back."""
    if not typed.strip():
        raise Refused(NO_GROUP)
    if not is_of_code(typed, code):
        raise Refused(NOT_THE_GROUP)


def usual_areas(pathway: Pathway) -> list[Choice]:
    """The areas that can be a hub's usual one, and none."""
    areas = [Choice(each.id, area_words(each.id, each.name)) for each in pathway.localities]
    return [*areas, Choice(_NO_AREA, NO_USUAL_AREA)]


def choice_of(area: str) -> str:
    """The choice that stands for an area; empty: none is usual."""
    return area or _NO_AREA


def area_of(chosen: str) -> str:
    """The area that a choice stands for; empty: none is usual."""
    return "" if chosen == _NO_AREA else chosen
