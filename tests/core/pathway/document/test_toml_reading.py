"""What is wrong with the text of a TOML file itself is one fault, with its line."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.document.toml_reading import read_toml
from ce_tui.core.pathway.shape import InputInvalid


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("id = \n", "line 1, column 6: is not TOML: invalid value; expected TOML"),
        ('id = "a"\nid = "b"\n', "line 2, column 9: is not TOML: cannot overwrite a value; expected TOML"),
        ('\ntitle = "\0"', "line 2: holds a NUL character; expected text"),
        (b'id = "a"\ntitle = "\xff"\n', "line 2: is not UTF-8 text; expected a file saved as UTF-8"),
        ("a = " + "[" * 3000 + "]" * 3000, "the file: is nested too deeply; expected at most 20 levels"),
        ("a = " + "[" * 40 + "]" * 40, "the file: is nested too deeply; expected at most 20 levels"),
        ("\n" + ".".join(["a"] * 4000) + " = 1\nb = 2\n", "line 2: is nested too deeply; expected at most 20 levels"),
        ("a = 2027-02-30", "line 1, column 5: is not TOML: invalid date or datetime; expected TOML"),
        ('a = "' + "x" * 5_000_001 + '"', "the file: is too large; expected at most 5 MB"),
        ('a = "\ud800"', "the file: holds half of a surrogate pair; expected UTF-8 text"),
        ("a = " + "9" * 5000, "the file: holds a date or a number that cannot be; expected TOML"),
        ("a = 'x", "end of document: is not TOML: expected \"'\"; expected TOML"),
        ("a = {b = 1, b = 2}", "line 1, column 18: is not TOML: duplicate inline table key 'b'; expected TOML"),
        ("\0", "line 1: holds a NUL character; expected text"),
        (b'a = 1\n\n"\xff"\n', "line 3: is not UTF-8 text; expected a file saved as UTF-8"),
        ("a = " + "[" * 20 + "]" * 20, "the file: is nested too deeply; expected at most 20 levels"),
        (".".join(["a"] * 20) + " = 1", "the file: is nested too deeply; expected at most 20 levels"),
        (".".join(["a"] * 21) + " = 1", "line 1: is nested too deeply; expected at most 20 levels"),
        ("\n\t[[ " + " . ".join(["a-b"] * 21) + "]]", "line 2: is nested too deeply; expected at most 20 levels"),
    ],
    ids=[
        "value", "twice", "nul", "bytes", "deep lists", "lists", "deep keys", "date", "large", "surrogate", "number",
        "end", "inline table", "nothing but nul", "bytes later", "20 lists", "20 keys", "21 keys", "a deep heading",
    ],
)  # fmt: skip
def test_a_text_that_is_no_toml_is_one_fault_with_its_line(content: str | bytes, fault: str) -> None:
    with pytest.raises(InputInvalid) as refused:
        read_toml(content)
    assert [str(found) for found in refused.value.faults] == [fault]
    assert isinstance(refused.value.faults[0].where, str)


@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 19 + "]" * 19,
        ".".join(["a"] * 19) + " = 1",
        "[" + ".".join(["a"] * 19) + "]",
        "a = 1 #" + "é" * 4_999_993,
        b"\xef\xbb\xbfa = 1",
        "a = [1, {b = 'x', c = [2]}]",
    ],
    ids=["lists", "keys", "a heading", "as large as may be", "a mark of the order of bytes", "a list"],
)
def test_what_can_be_read_is_read(content: str | bytes) -> None:
    assert "a" in read_toml(content)
