"""Each change of an area's file gives exactly these faults, each with its file and its place."""

# ruff: noqa: E501 (the table of faults: one change a line)

from __future__ import annotations

from pathlib import Path

import pytest

from support.documents.changed_pathway import faults_after

TIER_NAMES = "{Tier:yellow}, {Tier:amber}, {Tier:red}, {tier:yellow}, {tier:amber}, {tier:red}"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('opens = "08:00"', 'opens = "8am"', "contacts[1].opening[0].opens: is not a time of day; expected 00:00 to 24:00, such as 09:00"),
        ('opens = "08:00"', 'opens = "25:00"', "contacts[1].opening[0].opens: is not a time of day; expected 00:00 to 24:00, such as 09:00"),
        ('opens = "08:00"', 'opens = "21:00"', "contacts[1].opening[0].closes: is not after it opens; expected a later time of the same day"),
        ('"mon"', '"monday"', "contacts[1].opening[0].days[0]: is not one of the words known here; expected one of fri, mon, sat, sun, thu, tue, wed"),
        ('hours = "Mon–Sat 8am–8pm"\n', "", "contacts[1].hours: is missing; expected the hours in words"),
        ('when_closed = "door"', 'when_closed = "gate"', "contacts[2].when_closed: unknown contact; expected the id of one of this locality's contacts"),
        ('when_closed = "door"', 'when_closed = "adults"', "contacts[2].when_closed: names a contact without opening hours; expected one with `opening`"),
        ('when_closed = "door"', 'when_closed = "door"\nalways = true', "contacts[2]: says its hours in two ways (always and when_closed); expected one of always, opening, when_closed"),
        ('phone = "01632 960001"', 'phone = "ring us"', "contacts[1].phone: is not a phone number; expected digits and single blanks"),
        ('phone = "01632 960001"', 'email = "door at example"', "contacts[1].email: is not an e-mail address; expected name@example.org"),
        ('phone = "01632 960001"', 'checked = "2026-02-30"', "contacts[1].checked: is not a day; expected a date such as 2026-11-25"),
        ('phone = "01632 960001"', 'alternatives = [{ phone = "01632 960009", source = "x" }]', "contacts[1].disputed: is missing; expected what the sources disagree on, beside the alternatives"),
        ('id = "night"', 'id = "door"', "contacts[2].id: the same id as contacts[1].id; expected each id once\ncontacts[2].when_closed: names a contact without opening hours; expected one with `opening`\nprocedure.red[0].contacts[1]: unknown contact; expected the id of one of this locality's contacts"),
        ('role = "emergency"', 'role = "other"', 'contacts: have no emergency number; expected a contact with the role "emergency"'),
        ('contacts = ["door", "night"]', 'contacts = ["door", "day"]', "procedure.red[0].contacts[1]: unknown contact; expected the id of one of this locality's contacts"),
        ('links = ["northvale-form"]', 'links = ["form"]', "procedure.red[0].links[0]: unknown link; expected the id of one of the pathway's links"),
        ('link = "northvale-form"', 'link = "form"', "forms[0].link: unknown link; expected the id of one of the pathway's links"),
        ('outcomes = ["red"]', "outcomes = []", "forms[0].outcomes: is empty; expected the results that need this form"),
        ('text = "Ask the school."', 'text = "Ask."\nprovenance = "rebuilt"', "procedure.yellow[0].confirm: is missing; expected what to confirm, and with whom"),
        ('text = "Ask the school."', 'text = "Ask."\nprovenance = "guessed"', "procedure.yellow[0].provenance: is not one of the words known here; expected one of document, inferred, own, rebuilt"),
        ('[[procedure.yellow]]\ntext = "Ask the school."', "", "procedure.yellow: has no step; expected one or more: what to do for this result"),
        ('links = ["site"]', 'links = ["page"]', "links[0]: unknown link; expected the id of one of the pathway's links"),
        ('intro = "You found:"\n', "", "intro: is missing"),
        ('id = "northvale"', 'id = "North Vale"', "id: is not an id; expected small letters, digits and hyphens"),
        ('text = "Ask the school."', 'text = "Ask {tier:purple}."', f"procedure.yellow[0].text: holds an unknown placeholder; expected one of {TIER_NAMES}"),
        ('id = "northvale"', "id = ", "line 1, column 6: is not TOML: invalid value; expected TOML"),
        ('intro = "You found:"', 'intro = ""', "intro: is empty; expected text"),
        ('name = "Northvale"', 'name = ""', "name: is empty; expected text"),
        ('id = "door"\n', 'id = "Door"\n', "contacts[1].id: is not an id; expected small letters, digits and hyphens\ncontacts[2].when_closed: unknown contact; expected the id of one of this locality's contacts\nprocedure.amber[0].contacts[0]: unknown contact; expected the id of one of this locality's contacts\nprocedure.red[0].contacts[0]: unknown contact; expected the id of one of this locality's contacts"),
        ('links = ["northvale-form"]', "links = [5]", "procedure.red[0].links[0]: is a number; expected text"),
        ('label = "For advice"', 'label = "For advice"\nprovenance = "inferred"', "procedure.amber[0].confirm: is missing; expected what to confirm, and with whom"),
        ('label = "For advice"', 'label = "For advice"\nprovenance = "rebuilt"\nconfirm = "with Northvale"', ""),
        ('label = "For advice"', 'label = "For advice"\nprovenance = "rebuilt"\nconfirm = " "', "procedure.amber[0].confirm: is missing; expected what to confirm, and with whom"),
        ('outcomes = ["red"]', 'outcomes = ["red"]\nprovenance = "inferred"', "forms[0].confirm: is missing; expected what to confirm, and with whom"),
        ('opens = "08:00"', 'opens = "20:00"', "contacts[1].opening[0].closes: is not after it opens; expected a later time of the same day"),
        ('opens = "08:00"', "opens = 8", "contacts[1].opening[0].opens: is a number; expected text"),
        ('closes = "20:00"', 'closes = "20:60"', "contacts[1].opening[0].closes: is not a time of day; expected 00:00 to 24:00, such as 09:00"),
        ('closes = "20:00"', 'closes = "24:00"', ""),
        ('days = ["mon", "tue", "wed", "thu", "fri", "sat"]', "days = []", "contacts[1].opening[0].days: is empty; expected one or more of mon, tue, wed, thu, fri, sat, sun"),
        ('when_closed = "door"', 'when_closed = "door"\nalways = true\nopening = [{days=["mon"], opens="08:00", closes="09:00"}]', "contacts[2]: says its hours in two ways (always and opening and when_closed); expected one of always, opening, when_closed"),
        ('hours = "when the door is closed"\n', "", "contacts[2].hours: is missing; expected the hours in words"),
        ('hours = "day and night"\n', 'hours = " "\n', "contacts[0].hours: is missing; expected the hours in words"),
        ('phone = "01632 960001"', 'phone = "01632 960001"\ndisputed = "which"\nalternatives = [{ phone = "01632-960009", source = "x" }]', "contacts[1].alternatives[0].phone: is not a phone number; expected digits and single blanks"),
        ('phone = "01632 960001"', 'phone = "01632 960001"\nalternatives = [{ phone = "01632-960009", source = "x" }]', "contacts[1].alternatives[0].phone: is not a phone number; expected digits and single blanks\ncontacts[1].disputed: is missing; expected what the sources disagree on, beside the alternatives"),
        ('phone = "01632 960001"', 'phone = "+44 1632 960001"\nemail = "door@example.org"\nchecked = "2026-11-25"', ""),
        ('phone = "01632 960001"', 'phone = "01632  960001"\nchecked = "20261125"', "contacts[1].phone: is not a phone number; expected digits and single blanks\ncontacts[1].checked: is not a day; expected a date such as 2026-11-25"),
        ('phone = "01632 960001"', 'phone = "01632 960001"\nchecked = "yesterday"\nemail="a b@example.org"', "contacts[1].email: is not an e-mail address; expected name@example.org\ncontacts[1].checked: is not a day; expected a date such as 2026-11-25"),
        ('phone = "999"\n', "", 'contacts: have no emergency number; expected a contact with the role "emergency"'),
        ('[[contacts]]\nid = "emergency"', '[[contact]]\nid = "emergency"', 'contact: unknown key; expected contacts, perhaps\ncontacts: have no emergency number; expected a contact with the role "emergency"'),
        ('[[procedure.none]]\ntext = "Look again in a month."\n\n[[procedure.yellow]]\ntext = "Ask the school."\n', "[procedure]\nnone = []\nyellow = 5\n", "procedure.yellow: is a number; expected a list\nprocedure.none: has no step; expected one or more: what to do for this result"),
        ("[[procedure.none]]", "[[procedures.none]]", "procedures: unknown key; expected procedure, perhaps\nprocedure.none: has no step; expected one or more: what to do for this result"),
        ('contacts = ["door"]', 'contacts = ["door", "gate"]', "procedure.amber[0].contacts[1]: unknown contact; expected the id of one of this locality's contacts"),
        ('link = "northvale-form"', "link = 5", "forms[0].link: is a number; expected text"),
        ('links = ["site"]', 'links = ["site", "page"]', "links[1]: unknown link; expected the id of one of the pathway's links"),
        ('title = "Northvale: what to do"', 'title = "Northvale\\u200b"', "title: holds a control character or an invisible mark; expected text that can be shown"),
        ('title = "Northvale: what to do"', 'title = "North\\nvale"', ""),
        ('title = "Northvale: what to do"', 'title = "{Tier:purple}"', f"title: holds an unknown placeholder; expected one of {TIER_NAMES}"),
        ('title = "Northvale: what to do"', 'title = "{tier}"', ""),
        ('name = "Northvale form"\n', 'name = "Northvale form"\n5 = 5\n', "forms[0].5: unknown key; expected one of confirm, link, name, outcomes, provenance"),
        ('links = ["site"]', 'links = ["site"]\nescalation = [{ who = "You, with the door" }]', "escalation_at: is missing; expected where the stages can be read"),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = " "\nescalation = [{ who = "You, with the door" }]', "escalation_at: is empty; expected text"),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = ""\nescalation_source = ""', "escalation_at: is empty; expected text\nescalation_source: is empty; expected text"),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = "ch. 9"\nescalation_source = "x"\nescalation = [{ who = "You" }, { who = "Your lead", within = "a week", note = "n", source = "s" }]', ""),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = "ch. 9"', ""),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = "ch. 9"\nescalation = [{ who = "You" }, { within = "a week" }]', "escalation[1].who: is missing"),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = "ch. 9"\nescalation = [{ who = " ", within = "", note = "", source = " " }]', "escalation[0].who: is empty; expected text\nescalation[0].within: is empty; expected text\nescalation[0].note: is empty; expected text\nescalation[0].source: is empty; expected text"),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = "ch. 9"\nescalation = [{ who = "You", days = 5 }]', "escalation[0].days: unknown key; expected one of note, source, who, within"),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = "ch. 9"\nescalation = "ask"', "escalation: is text; expected a list"),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = 9\nescalation = [{ who = "You" }]', "escalation_at: is a number; expected text"),
        ('links = ["site"]', 'links = ["site"]\nescalation_at = "ch. 9"\nescalation = [{ who = "{tier:purple}" }]', f"escalation[0].who: holds an unknown placeholder; expected one of {TIER_NAMES}"),
    ],
)  # fmt: skip
def test_a_change_of_an_areas_file_gives_these_faults(
    tmp_path: Path, old: str, new: str, faults: str
) -> None:
    found = faults_after(tmp_path / "northvale", (old, new), file="localities/northvale.toml")
    assert found == [f"localities/northvale.toml: {fault}" for fault in faults.splitlines()]
