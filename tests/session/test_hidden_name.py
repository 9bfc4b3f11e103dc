"""A child's name is not said where others read along, however it was written."""

from __future__ import annotations

import pytest

from ce_tui.session.words.known import NameRemover


@pytest.mark.parametrize(
    ("words", "name", "shown"),
    [
        ("Robin was seen. ROBIN's phone.", "Robin Madeup", "[name] was seen. [name]'s phone."),
        ("Robin Madeup, Mrs Madeup", "Robin Madeup", "[name], Mrs [name]"),
        ("Anna-Maria and Annabel", "Anna-Maria Sample", "[name] and Annabel"),
        ("Anna Maria, Annamaria", "Anna-Maria Sample", "[name], [name]"),
        ("robins sang", "Robin Madeup", "robins sang"),
        ("Zoë was seen", "Zoë", "[name] was seen"),
        ("Zoe, zoe\u0308 and ZOË was seen", "Zoë", "[name], [name] and [name] was seen"),
        ("Nguyen, Lukasz, Soren", "Nguyễn Łukasz Søren", "[name], [name], [name]"),
        ("Oneill, O'Neill, O’NEILL’s", "Alex O‘Neill", "[name], [name], [name]’s"),
        ("Bo, 'Bo' and “Bo”", 'Alex "Bo" Sample', "[name], '[name]' and “[name]”"),
        ("Sam rang", "Alex + [Sam]", "[name] rang"),
        ("alex.sample@mail.example, alexsample7@", "Alex Sample", "[name].[name]@mail.example, [name]7@"),
        ("Al\u00adex came", "Alex", "[name] came"),
        ("Ｒｏｂｉｎ came", "Robin", "[name] came"),
        ("Bo is known as Al", "Alex (known as Bo)", "[name] is known as Al"),
        ("not known to the police", "Not known", "not known to the police"),
        ("李明被看见", "李明", "[name]被看见"),
        ("मारिया आई", "मारिया", "[name] आई"),
        ("A3: A boy", "A", "A3: A boy"),
        ("as it stands", "", "as it stands"),
        ("a (b) [c].*", "(b) .*", "a (b) [c].*"),
    ],
)
def test_a_childs_name_is_not_said(words: str, name: str, shown: str) -> None:
    assert NameRemover(name)(words) == shown
