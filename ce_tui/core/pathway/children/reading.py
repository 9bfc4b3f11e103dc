"""A child to be looked for, as JSON or as it was typed → `Person`. No fault says what a person wrote."""

from __future__ import annotations

from datetime import date

import msgspec

from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.pathway.clean import clean_line
from ce_tui.core.pathway.dates import DateInvalid, parse_date
from ce_tui.core.pathway.faults import Fault, InputInvalid
from ce_tui.core.pathway.json_input import ObjectWithRepeats, read_json
from ce_tui.core.pathway.shape import kind_of, shaped

_NOBODY = Fault("", "names nobody", "a name, a date of birth, or both")


class _Wanted(msgspec.Struct, frozen=True):
    name: str = ""
    date_of_birth: str = ""


def read_person(text: str | bytes, today: date) -> Person:
    """The child of a JSON text, one object with "name", "date_of_birth" (ISO) or both.

    Raises InputInvalid with every fault.
    """
    value = read_json(text)
    if not isinstance(value, dict):
        raise InputInvalid([Fault("", f"is {kind_of(value)}", "a child, as one object")])
    if isinstance(value, ObjectWithRepeats) and value.repeated:
        raise InputInvalid([Fault("", "has a key more than once", "each key once")])
    if value.keys() - set(_Wanted.__struct_fields__):  # what a key is called may say whom: it is not repeated
        raise InputInvalid([Fault("", "has a key that is unknown here", "name, date_of_birth or both")])
    wanted, faults = shaped(dict(value), _Wanted)
    if wanted is None:
        raise InputInvalid(faults)
    if wanted.date_of_birth and not _is_iso(wanted.date_of_birth):
        raise InputInvalid([Fault("date_of_birth", "is no date", "a date: 2011-04-03")])
    return typed_person(wanted.name, wanted.date_of_birth, today)


def typed_person(name: str, date_of_birth: str, today: date) -> Person:
    """The child whose name and date of birth somebody typed, in any form of a date. Raises InputInvalid."""
    plain = " ".join(clean_line(name).text.split())
    born = ""
    if date_of_birth.strip():
        try:
            born = parse_date(date_of_birth, "Date of birth", not_after=today).isoformat()
        except DateInvalid as error:
            raise InputInvalid(
                [Fault("date_of_birth", _lower(error.words), "a date: 3 April 2011")]
            ) from None
    if not plain and not born:
        raise InputInvalid([_NOBODY])
    return Person(plain, born)


def _is_iso(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
