"""Each change of a pathway's file or of its notices gives exactly these faults, each with its place."""

# ruff: noqa: E501 (the tables of faults: one change a line)

from __future__ import annotations

from pathlib import Path

import pytest

from support.documents.changed_pathway import faults_after

LABELS = (
    "practitioner.name, practitioner.organisation, practitioner.contact, practitioner.phone, practitioner.other, "
    "practitioner.email, child.name, child.date_of_birth, child.contact, child.phone, child.other, child.email, "
    "child.address"
)
RULE = (
    'rule = "highest tier with a mark", and a pathway that is meant so: it counts no points and has no scales'
)
ALL = (
    "{red}, {first}, {call_first}, {adviser}, {family}, {involved}, {before}, {police}, {marks}, {on}, {words}, "
    "{Tier:yellow}, {Tier:amber}, {Tier:red}, {tier:yellow}, {tier:amber}, {tier:red}"
)


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('edition = "January 2027"\n', "", "edition: is missing"),
        ('rule = "highest tier with a mark"\n', "", f"rule: is missing; expected {RULE}"),
        ('rule = "highest tier with a mark"\n', 'rule = "points"\n', f"rule: is none by which this app can come to a result; expected {RULE}"),
        ('rule = "highest tier with a mark"\n', "rule = 19\n", "rule: is a number; expected text"),
        ('edition = "January 2027"\n', 'edition = "January 2027"\nlang = "cy"\n', "lang: is a language that the app's own words are not in; expected en-GB or another English"),
        ('text = "Left school early"\n', "", "tiers[0].factors[1].text: is missing"),
        ('text = "Left school early"\n', "text = 7\n", "tiers[0].factors[1].text: is a number; expected text"),
        ("known_to_authorities = true", 'known_to_authorities = "yes"', "tiers[0].factors[1].known_to_authorities: is text; expected true or false"),
        ('key = "left-school"', 'key = "left-school"\nkye = "x"', "tiers[0].factors[1].kye: unknown key; expected key, perhaps"),
        ('marks = ["yes"]', 'marks = ["oui"]', "tiers[0].factors[0].marks[0]: is not one of the words known here; expected one of noted, reasonably believe, suspected, yes"),
        ('marks = ["yes"]', 'marks = ["suspected"]', 'tiers[0].factors[0].marks: do not suit this tier; expected "yes"'),
        ('marks = ["noted"]', 'marks = ["yes"]', 'tiers[0].vulnerabilities[0].marks: do not suit this tier; expected "noted"'),
        ('[[tiers.factors]]\nid = "H2"', '[[tiers.vulnerabilities]]\nid = "H2"', 'tiers[1].vulnerabilities: stand outside the yellow tier; expected them in yellow only\ntiers[1].vulnerabilities[0].marks: do not suit this tier; expected "noted"'),
        ('[[tiers.factors]]\nid = "K1"', '[[tiers.vulnerabilities]]\nid = "K1"', 'tiers[2].factors: is missing\ntiers[2].factors: has no factor; expected one or more\ntiers[2].vulnerabilities: stand outside the yellow tier; expected them in yellow only\ntiers[2].vulnerabilities[0].marks: do not suit this tier; expected "noted"'),
        ('id = "G2"', 'id = "G1"', "tiers[0].factors[1].id: the same ID as tiers[0].factors[0].id; expected each ID once"),
        ('id = "H1"', 'id = "G1"', "tiers[1].factors[0].id: the same ID as tiers[0].factors[0].id; expected each ID once"),
        ('id = "G2"', 'id = "g2"', "tiers[0].factors[1].id: is not a factor's ID; expected a capital letter and a number from 1 to 99"),
        ('id = "G2"', 'id = "G100"', "tiers[0].factors[1].id: is not a factor's ID; expected a capital letter and a number from 1 to 99"),
        ('id = "G2"', 'id = "GG2"', "tiers[0].factors[1].id: is not a factor's ID; expected a capital letter and a number from 1 to 99"),
        ('id = "G2"', 'id = "G02"', "tiers[0].factors[1].id: is not a factor's ID; expected a capital letter and a number from 1 to 99"),
        ('printed_id = "1b"', 'printed_id = "1a"', "tiers[0].factors[1].printed_id: the same printed ID as tiers[0].factors[0].printed_id; expected each printed ID once"),
        ('key = "driven-around"', 'key = "left-school"', "tiers[1].factors[0].key: the same key as tiers[0].factors[1].key; expected each key once"),
        ('key = "driven-around"', 'key = "Driven around"', "tiers[1].factors[0].key: is not an id; expected small letters, digits and hyphens"),
        ('text = "Say what you saw."', 'text = "  "', "tiers[1].explanation[0].text: is empty; expected text"),
        ('text = "Say what you saw."', 'text = "Say\\u2028what"', "tiers[1].explanation[0].text: holds a control character or an invisible mark; expected text that can be shown"),
        ('title = "Violet"', 'title = "Violet\\nor not"', "tiers[1].title: has more than one line; expected one line"),
        ('title = "Violet"', 'title = "\\u0301"', "tiers[1].title: has no letter; expected a word"),
        ('title = "Violet"', 'title = "Green"', "tiers[1].title: the same title as tiers[0].title; expected each title once"),
        ('text = "Say what you saw."', 'text = "Say \\u001b[2J"', "tiers[1].explanation[0].text: holds a control character or an invisible mark; expected text that can be shown"),
        ('name = "amber"', 'name = "red"', f"tiers: are not the three tiers in their order; expected yellow, amber, red\nnotices.toml: notices[2].text: holds an unknown placeholder; expected one of {ALL}"),
        ('name = "amber"', 'name = "orange"', f"tiers[1].name: is not one of the words known here; expected one of amber, red, yellow\ntiers: are not the three tiers in their order; expected yellow, amber, red\nnotices.toml: notices[2].text: holds an unknown placeholder; expected one of {ALL}"),
        ('bold = ["helps you"]', 'bold = ["helps me"]', "document[0].blocks[0].bold[0]: is not in the text; expected words of the text"),
        ('links = ["site"]', 'links = ["page"]', "document[0].blocks[0].links[0]: unknown link; expected the id of one of the links"),
        ('words = "this site"', 'words = "that site"', "document[0].blocks[0].links[0]: the link's words are not in the text; expected words of the text"),
        ('words = "page 4"', 'words = "page 5"', "document[0].blocks[0].pointers[0].words: is not in the text; expected words of the text"),
        ('term = "Cuckooing"', 'term = "Grooming"', "document[0].blocks[1].term: is not the beginning of the text; expected the words that are defined"),
        ('"child.other" = "Other"\n', "", "details.labels.child.other: is missing"),
        ('url = "https://example.org/northvale"', 'url = "javascript:alert(1)"', "links[0].url: is not a web address; expected www.example.org/page or https://…"),
        ('id = "northvale-form"', 'id = "site"', "links[1].id: the same id as links[0].id; expected each id once\ndocument[0].blocks[0].links[0]: the link's words are not in the text; expected words of the text\nlocalities/northvale.toml: procedure.red[0].links[0]: unknown link; expected the id of one of the pathway's links\nlocalities/northvale.toml: forms[0].link: unknown link; expected the id of one of the pathway's links\nlocalities/southvale.toml: procedure.red[0].links[0]: unknown link; expected the id of one of the pathway's links\nlocalities/southvale.toml: forms[0].link: unknown link; expected the id of one of the pathway's links"),
        ('"localities/southvale.toml"', '"localities/nowhere.toml"', "localities[1]: cannot be read; expected a file, relative to this one"),
        ('"localities/southvale.toml"', "5", "localities[1]: is of the wrong kind; expected a file, relative to this one"),
        ('"localities/southvale.toml"', '"localities/northvale.toml"', "localities/northvale.toml: id: the same id as localities[0].id; expected each id once"),
        ('notices = "notices.toml"', 'notices = "no.toml"', "notices: cannot be read; expected a file, relative to this one"),
        ('id = "northvale-2027"', 'id = "Northvale 2027"', "id: is not an id; expected small letters, digits and hyphens"),
        ('edition = "January 2027"\n', 'edition = "January 2027"\nlang = "english"\n', "lang: is a language that the app's own words are not in; expected en-GB or another English"),
        ('edition = "January 2027"\n', 'edition = "January 2027"\nlang = "en-GB"\n', ""),
        ('edition = "January 2027"\n', 'edition = "January 2027"\nlang = "EN"\n', "lang: is a language that the app's own words are not in; expected en-GB or another English"),
        ('title = "Welcome"', 'title = "Welcome"\nholds = "tiers"\n[[document]]\nid = "welcome"\ntitle = "Again"\nholds = "tiers"', "document[1].id: the same id as document[0].id; expected each id once\ndocument[1].holds: the same content as document[0].holds; expected each content once"),
        ('id = "welcome"', 'id = "Welcome"', "document[0].id: is not an id; expected small letters, digits and hyphens"),
        ('kind = "definition"\nterm = "Cuckooing"', 'kind = "definition"', "document[0].blocks[1].term: is not the beginning of the text; expected the words that are defined"),
        ('bold = ["helps you"]', 'bold = ["helps you", "helps me"]', "document[0].blocks[0].bold[1]: is not in the text; expected words of the text"),
        ('text = "Say what you saw."', 'text = "Say what you saw."\nlinks = ["page", "site"]', "tiers[1].explanation[0].links[0]: unknown link; expected the id of one of the links\ntiers[1].explanation[0].links[1]: the link's words are not in the text; expected words of the text"),
        ('text = "Say what you saw."', 'text = "Say what you saw."\nbold = ["I saw"]', "tiers[1].explanation[0].bold[0]: is not in the text; expected words of the text"),
        ('text = "Say what you saw."', 'text = "Say what you saw on this site."\nlinks = ["site"]', ""),
        ('key = "young-carer"', 'key = "Young carer"', "tiers[0].vulnerabilities[0].key: is not an id; expected small letters, digits and hyphens"),
        ('id = "W1"', 'id = "G2"', "tiers[0].vulnerabilities[0].id: the same ID as tiers[0].factors[1].id; expected each ID once"),
        ('id = "W1"', 'id = "W 1"', "tiers[0].vulnerabilities[0].id: is not a factor's ID; expected a capital letter and a number from 1 to 99"),
        ('id = "W1"', 'id = " "', "tiers[0].vulnerabilities[0].id: is empty; expected text"),
        ('id = "W1"', "id = 1", "tiers[0].vulnerabilities[0].id: is a number; expected text"),
        ('key = "young-carer"', 'key = "second-phone"', "tiers[0].vulnerabilities[0].key: the same key as tiers[0].factors[0].key; expected each key once"),
        ('printed_id = "1b"', 'printed_id = ""', ""),
        ('marks = ["suspected", "reasonably believe"]', 'marks = ["reasonably believe", "suspected"]', 'tiers[1].factors[0].marks: do not suit this tier; expected "suspected" and "reasonably believe"'),
        ('marks = ["suspected", "reasonably believe"]', "marks = []", 'tiers[1].factors[0].marks: do not suit this tier; expected "suspected" and "reasonably believe"'),
        ('marks = ["suspected", "reasonably believe"]', 'marks = ["suspected", 5]', 'tiers[1].factors[0].marks[1]: is not one of the words known here; expected one of noted, reasonably believe, suspected, yes\ntiers[1].factors[0].marks: do not suit this tier; expected "suspected" and "reasonably believe"'),
        ('marks = ["suspected", "reasonably believe"]', 'marks = "suspected"', "tiers[1].factors[0].marks: is text; expected a list"),
        ('"child.other" = "Other"\n', '"child.other" = "  "\n', "details.labels.child.other: is empty; expected text"),
        ('"child.other" = "Other"\n', '"child.other" = 5\n', "details.labels.child.other: is a number; expected text"),
        ('"child.other" = "Other"\n', '"child.other" = "Other"\n"child.age" = "Age"\n', f"details.labels.child.age: unknown key; expected one of {LABELS}"),
        ('id = "site"', 'id = "The site"', "links[0].id: is not an id; expected small letters, digits and hyphens\ndocument[0].blocks[0].links[0]: unknown link; expected the id of one of the links\nlocalities/northvale.toml: links[0]: unknown link; expected the id of one of the pathway's links\nlocalities/southvale.toml: links[0]: unknown link; expected the id of one of the pathway's links"),
        ('url = "https://example.org/northvale"', 'url = "example"', "links[0].url: is not a web address; expected www.example.org/page or https://…"),
        ('url = "https://example.org/northvale"', 'url = "www.exämple.org"', "links[0].url: is not a web address; expected www.example.org/page or https://…"),
        ('url = "https://example.org/northvale"', 'url = "example.org:80/a b"', "links[0].url: is not a web address; expected www.example.org/page or https://…"),
        ('url = "https://example.org/northvale"', 'url = "www.example.org:8080/a?b=c"', ""),
        ('url = "https://example.org/northvale"', 'url = "example.org:http"', "links[0].url: is not a web address; expected www.example.org/page or https://…"),
        ('localities = ["localities/northvale.toml", "localities/southvale.toml"]\n', "", "localities: is missing; expected a list of files, relative to this one"),
        ('localities = ["localities/northvale.toml", "localities/southvale.toml"]\n', "localities = []\n", "localities: is missing; expected a list of files, relative to this one"),
        ('localities = ["localities/northvale.toml", "localities/southvale.toml"]\n', "localities = 5\n", "localities: is missing; expected a list of files, relative to this one"),
        ('"localities/northvale.toml"', '" "', "localities[0]: is of the wrong kind; expected a file, relative to this one"),
        ('"localities/northvale.toml"', '"a\\u0000b"', "localities[0]: is of the wrong kind; expected a file, relative to this one"),
        ('notices = "notices.toml"\n', "", ""),
        ('notices = "notices.toml"\n', "notices = 5\n", "notices: is of the wrong kind; expected a file, relative to this one"),
        ('name = "yellow"', 'name = "amber"', f'tiers: are not the three tiers in their order; expected yellow, amber, red\ntiers[0].vulnerabilities: stand outside the yellow tier; expected them in yellow only\ntiers[0].factors[0].marks: do not suit this tier; expected "suspected" and "reasonably believe"\ntiers[0].factors[1].marks: do not suit this tier; expected "suspected" and "reasonably believe"\nnotices.toml: notices[2].text: holds an unknown placeholder; expected one of {ALL}'),
        ('name = "yellow"\n', "", f"tiers[0].name: is missing\ntiers: are not the three tiers in their order; expected yellow, amber, red\ntiers[0].vulnerabilities: stand outside the yellow tier; expected them in yellow only\nnotices.toml: notices[2].text: holds an unknown placeholder; expected one of {ALL}"),
        ("[details]\n", "[detail]\n", "details.notes_title: is missing\ndetails.notes_hint: is missing\ndetails.details_intro: is missing\ndetails.leave_blank: is missing\ndetails.yours: is missing\ndetails.child: is missing\ndetail: unknown key; expected details, perhaps"),
        ("[details.labels]\n", "[details.label]\n", "details.labels: is missing\ndetails.label: unknown key; expected labels, perhaps\ndetails.labels.practitioner.name: is missing\ndetails.labels.practitioner.organisation: is missing\ndetails.labels.practitioner.contact: is missing\ndetails.labels.practitioner.phone: is missing\ndetails.labels.practitioner.other: is missing\ndetails.labels.practitioner.email: is missing\ndetails.labels.child.name: is missing\ndetails.labels.child.date_of_birth: is missing\ndetails.labels.child.contact: is missing\ndetails.labels.child.phone: is missing\ndetails.labels.child.other: is missing\ndetails.labels.child.email: is missing\ndetails.labels.child.address: is missing"),
        ('id = "site"', 'id = " "', "links[0].id: is empty; expected text\ndocument[0].blocks[0].links[0]: unknown link; expected the id of one of the links\nlocalities/northvale.toml: links[0]: unknown link; expected the id of one of the pathway's links\nlocalities/southvale.toml: links[0]: unknown link; expected the id of one of the pathway's links"),
        ('key = "second-phone"', 'key = " "', "tiers[0].factors[0].key: is empty; expected text"),
        ('text = "Carries a second phone"', 'text = " "', "tiers[0].factors[0].text: is empty; expected text"),
        ('title = "Welcome"', 'title = " "', "document[0].title: is empty; expected text"),
        ('heading = "Harm."', 'heading = " "', "tiers[2].heading: is empty; expected text"),
        ('result = "Act now."', 'result = " "', "tiers[2].result: is empty; expected text"),
        ('words = "page 4"', 'words = " "', "document[0].blocks[0].pointers[0].words: is empty; expected text"),
        ('about = "The partnership\'s site"', 'about = " "', "links[0].about: is empty; expected text"),
        ('edition = "January 2027"', 'edition = " "', "edition: is empty; expected text"),
        ('publisher = "Northvale Partnership"', 'publisher = " "', "publisher: is empty; expected text"),
        ('none_result = "Nothing ticked. That is not the same as safe."', 'none_result = " "', "none_result: is empty; expected text"),
        ('notes_title = "Your notes"', 'notes_title = " "', "details.notes_title: is empty; expected text"),
        ('notes_hint = "(Cite the IDs)"', 'notes_hint = " "', "details.notes_hint: is empty; expected text"),
        ('details_intro = "For a referral:"', 'details_intro = " "', "details.details_intro: is empty; expected text"),
        ('leave_blank = "Leave blank what you do not know"', 'leave_blank = " "', "details.leave_blank: is empty; expected text"),
        ('yours = "You"', 'yours = " "', "details.yours: is empty; expected text"),
        ('child = "The child"', 'child = " "', "details.child: is empty; expected text"),
        ('words = "this site"', 'words = " "', "links[0].words: is empty; expected text"),
        ('words = "Northvale form"', 'words = " "', "links[1].words: is empty; expected text"),
        ('attribution = "Northvale Partnership Exploitation Guide, January 2027 (made up)."', 'attribution = " "', ""),
        ('term = "Cuckooing"', 'term = " "', "document[0].blocks[1].term: is not the beginning of the text; expected the words that are defined"),
    ],
)  # fmt: skip
def test_a_change_of_the_pathways_file_gives_these_faults(
    tmp_path: Path, old: str, new: str, faults: str
) -> None:
    assert faults_after(tmp_path / "northvale", (old, new)) == faults.splitlines()


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('any_marked = ["relatives-take-part"]', 'any_marked = ["H2"]', "notices[0].when.any_marked[0]: unknown factor; expected the key of a factor"),
        ('contact_role = "adult-social-care"', 'contact_role = "adults"', "notices[1].contact_role: unknown role; expected one of emergency, police, front-door, out-of-hours, early-help, adult-social-care, other"),
        ("age_from = 17", 'age_from = "17"', "notices[1].when.age_from: is text; expected a whole number"),
        ("age_from = 17", "age_from = 18", "notices[1].when.age_from: leaves no age; expected less than age_below"),
        ('id = "nearly-adult"', 'id = "relatives"', "notices[1].id: the same id as notices[0].id; expected each id once"),
        ('source = "made up"\n', "", "notices[0].source: is missing"),
        ("[[notices]]", "other = 1\n[[notices]]", "other: unknown key; expected notices"),
        ("{tier:red} steps", "{tier:purple} steps", f"notices[2].text: holds an unknown placeholder; expected one of {ALL}"),
        ('id = "relatives"', 'id = "Relatives"', "notices[0].id: is not an id; expected small letters, digits and hyphens"),
        ('source = "made up"', 'source = "made up"\nfact = "{who} is told."', f"notices[0].fact: holds an unknown placeholder; expected one of {ALL}"),
        ('source = "made up"', 'source = "made up"\nfact = "{red} {} is told."', f"notices[0].fact: holds an unknown placeholder; expected one of {ALL}"),
        ('source = "made up"', 'source = "made up"\nalert = "lost"', 'notices[0].alert: is not one of the words known here; expected one of immediate_risk, harm, under_13, family_involved, missing_now, images, "" (nothing)'),
        ('source = "made up"', 'source = "made up"\nalert = 5', 'notices[0].alert: is a number; expected text'),
        ('when = { any_marked = ["relatives-take-part"] }', "when = 5", "notices[0].when: is a number; expected a table of keys and values"),
        ('any_marked = ["relatives-take-part"]', 'any_marked = ["relatives-take-part", "x"]', "notices[0].when.any_marked[1]: unknown factor; expected the key of a factor"),
        ("age_from = 17", "age_from = 19", "notices[1].when.age_from: leaves no age; expected less than age_below"),
        ("age_from = 17, ", "", ""),
        (", age_below = 18", "", ""),
        ('contact_role = "adult-social-care"', 'contact_role = ""', ""),
        ('id = "relatives"\ntext = "Relatives may take part: ask for advice before any of them is told."', 'id = ""\ntext = ""', "notices[0].id: is empty; expected text\nnotices[0].text: is empty; expected text"),
    ],
)  # fmt: skip
def test_a_change_of_the_notices_gives_these_faults_in_their_file(
    tmp_path: Path, old: str, new: str, faults: str
) -> None:
    found = faults_after(tmp_path / "northvale", (old, new), file="notices.toml")
    assert found == [f"notices.toml: {fault}" for fault in faults.splitlines()]
