"""`ce-tui import|list|show|export`, `store check`, `audit`: screenings in a store, as an account may."""

from __future__ import annotations

import json
import os
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.errors import RightEnded
from ce_tui.core.words.actions import NOTHING_THEN
from ce_tui.settings.preferences import children_shown
from support.people.cli import Ended, answers
from support.people.cli_people import WORDS, Hub
from support.people.lately import LATELY, LATELY_IN_WORDS

NAMES = (b"Taylor", b"Fictitious", b"01632 960204", b"Example Street", b"seen at the station")


def test_imported_answers_come_back_as_they_went_in(staffed: Hub) -> None:
    given = answers()
    [ref] = staffed.imports("Ben", given)
    shown = staffed.run("Ben", "show", ref, "--json").json
    assert list(shown) == ["ref", "revision", "state", "owner", "answers", "outcome"]
    assert (shown["ref"], shown["revision"], shown["state"], shown["owner"]) == (ref, 1, "draft", "Ben")
    assert {key: shown["answers"][key] for key in given} == given
    assert shown["outcome"]["outcome"] == "red"


def test_a_list_holds_what_the_contract_names(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    [row] = staffed.run("Ben", "list", "--json").json
    assert list(row) == [
        "ref", "state", "outcome", "decision", "acting_on", "locality", "screened_on", "updated", "owner", "child",
        "danger", "set_aside", "last_action", "next_due",
    ]  # fmt: skip
    assert (row["ref"], row["state"], row["outcome"], row["owner"]) == (ref, "draft", "red", "Ben")
    assert ref in staffed.run("Ben", "list").out


def test_many_files_are_imported_in_order(staffed: Hub) -> None:
    one, two = staffed.folder / "one.json", staffed.folder / "two.json"
    one.write_text(json.dumps([answers(locality="essex"), answers(locality="southend")]))
    two.write_text(json.dumps(answers(locality="thurrock")))
    references = staffed.run("Ben", "import", one, two).out.split()
    localities = [staffed.run("Ben", "show", ref, "--json").json["answers"]["locality"] for ref in references]
    assert localities == ["essex", "southend", "thurrock"]


def test_one_wrong_screening_keeps_all_of_them_out(staffed: Hub) -> None:
    good, wrong = staffed.folder / "good.json", staffed.folder / "wrong.json"
    good.write_text(json.dumps(answers()))
    wrong.write_text(json.dumps([answers(), answers(marks={"Y99": "yes"})]))
    ended = staffed.run("Ben", "import", good, wrong)
    assert (ended.code, ended.out) == (65, "")
    assert "wrong.json: [1].marks.Y99" in ended.err
    assert staffed.run("Ben", "list", "--json").json == []


def test_another_persons_reference_and_an_unknown_one_get_the_same_words(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    anothers = staffed.run("Cy", "show", ref)
    unknown = staffed.run("Cy", "show", "CE-AAAA-AA")
    assert (anothers.code, anothers.out, anothers.err) == (unknown.code, unknown.out, unknown.err)
    assert anothers.code == 77
    assert staffed.run("Cy", "export", ref, "-o", staffed.folder / "out.txt").code == 77
    assert not (staffed.folder / "out.txt").exists()


def test_a_lead_opens_anothers_screening_with_a_reason_only(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    without = staffed.run("Lea", "show", ref)
    assert (without.code, without.out) == (77, "")
    assert staffed.run("Lea", "show", ref, "--reason", "Ben is on leave", "--json").json["owner"] == "Ben"
    log = staffed.run("Lea", "audit", "show").out
    assert "Ben is on leave" in log


def test_a_draft_is_exported_as_a_draft_with_its_reference(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    out = staffed.folder / "out.pdf"
    ended = staffed.run("Ben", "export", ref, "-o", out)
    assert (ended.code, ended.out) == (0, "")
    reader = pypdf.PdfReader(BytesIO(out.read_bytes()), password=ended.err.splitlines()[-1])
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert ref in text and "draft" in text.lower()
    attached = json.loads(reader.attachments["referral.json"][0])
    assert (attached["ref"], attached["revision"]) == (ref, 1)
    assert attached["audit_head"]
    assert out.stat().st_mode & 0o777 == 0o600


def test_an_export_leaves_the_annex_out_unless_it_is_asked_for_and_the_log_says_which(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    said = {}
    for name, options in (("a.pdf", ()), ("b.pdf", ("--annex",)), ("a.txt", ()), ("b.txt", ("--annex",))):
        protection = ["--no-password"] if name.endswith("pdf") else []
        out = staffed.folder / name
        assert staffed.run("Ben", "export", ref, "-o", out, *options, *protection).code == 0
        said[name] = (
            " ".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
            if name.endswith("pdf")
            else out.read_text("utf-8")
        )
    for name, text in said.items():
        assert ("For the referrer: what to do" in text) is name.startswith("b"), name
        assert ("Whom to call" in text) is (name != "a.pdf"), "the plain text is for phoning from"
    log = staffed.run("Lea", "audit", "show", "--kind", "export").out
    for how in ("pdf", "pdf with annex", "text", "text with annex"):
        assert f"{how}\n" in log


def test_an_export_that_exists_is_kept(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    out = staffed.folder / "out.txt"
    out.write_text("older")
    assert staffed.run("Ben", "export", ref, "-o", out).code == 73
    assert out.read_text() == "older"


def test_exports_views_and_refusals_stand_in_the_log_without_names(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    staffed.run("Ben", "export", ref, "-o", staffed.folder / "out.txt")
    staffed.run("Cy", "show", ref)
    log = staffed.run("Ada", "audit", "show", "--json")
    kinds = [(entry["by"], entry["kind"]) for entry in log.json if entry["ref"] == ref]
    assert ("Ben", "imported") in kinds and ("Ben", "export") in kinds and ("Cy", "refusal") in kinds
    assert not any(name.decode() in log.out for name in NAMES)


def test_the_log_is_whole_and_anchored_after_each_command(staffed: Hub) -> None:
    staffed.imports("Ben", answers())
    anchors = (staffed.home / "anchors.log").read_text().splitlines()
    verdict = staffed.run("Ada", "audit", "verify", "--json").json
    assert verdict["sound"] is True
    assert verdict["anchored"] >= len(anchors)


def test_only_an_administrator_or_a_lead_looks_at_log_and_store(staffed: Hub) -> None:
    for command in (["audit", "verify"], ["audit", "show"], ["store", "check"]):
        assert staffed.run("Ben", *command).code == 77
        assert staffed.run("Lea", *command).code == 0


def test_a_sound_store_is_said_to_be_whole(staffed: Hub) -> None:
    ended = staffed.run("Ada", "store", "check")
    assert (ended.code, ended.err) == (0, "")


def test_a_flipped_bit_is_found(staffed: Hub) -> None:
    staffed.imports("Ben", *[answers() for _ in range(20)])
    store = staffed.home / "store.db"
    content = bytearray(store.read_bytes())
    content[-2000] ^= 1
    store.write_bytes(content)
    ended = staffed.run("Ada", "store", "check")
    assert ended.code in (65, 74)
    assert ended.err.strip() and "Traceback" not in ended.err


def test_a_file_that_is_no_store_is_said_to_be_damaged(staffed: Hub) -> None:
    (staffed.home / "store.db").write_bytes(b"not a database" * 1000)
    ended = staffed.run("Ben", "list")
    assert ended.code in (65, 74)
    assert "Traceback" not in ended.err


def test_anchors_go_where_the_configuration_says(staffed: Hub) -> None:
    settings = staffed.folder / "config.toml"
    settings.write_text('[audit]\nanchors = "elsewhere.log"\n')
    before = (staffed.home / "anchors.log").read_bytes()
    ended = staffed.run("Ben", "list", CE_TUI_CONFIG=str(settings))
    assert ended.code == 0
    assert (staffed.folder / "elsewhere.log").exists()
    assert (staffed.home / "anchors.log").read_bytes() == before


def test_no_file_of_the_store_and_no_folder_of_the_person_holds_a_name(staffed: Hub) -> None:
    scratch = staffed.folder / "scratch"
    scratch.mkdir()
    [ref] = staffed.imports("Ben", answers())
    staffed.run("Ben", "export", ref, "-o", staffed.folder / "out.pdf", TMPDIR=str(scratch))
    staffed.run("Ben", "show", ref, TMPDIR=str(scratch))
    for folder in (staffed.home, scratch, Path(os.environ["HOME"])):
        for file in folder.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                assert not any(name in content for name in NAMES), file.name


def test_a_home_that_cannot_be_a_folder_is_said_so(staffed: Hub) -> None:
    blocked = staffed.folder / "a file"
    blocked.touch()
    ended = staffed.run("Ben", "list", CE_TUI_HOME=str(blocked / "home"))
    assert ended.code in (66, 74)
    assert "Traceback" not in ended.err


def test_a_list_leads_with_the_tier_that_is_acted_on_and_says_why_and_what_was_set_aside(
    staffed: Hub,
) -> None:
    harm = answers(decision=None) | {"marks": {}, "harm_today": True}
    aside = {"known_to_practitioner": False, "set_aside": {"A3": "suspected", "R6": "suspected"}}
    staffed.imports("Ben", harm, answers(decision=None) | {"marks": {"Y1": "yes"}} | aside)
    read = {each["acting_on"]: each for each in staffed.run("Ben", "list", "--json").json}
    assert (read["red"]["decision"], read["red"]["danger"]) == ("", ["harm_today"])
    assert read["yellow"]["set_aside"] == ["R6", "A3"]
    columns, *rows = staffed.run("Ben", "list").out.splitlines()
    assert columns.split()[:5] == ["ref", "state", "acting_on", "danger", "outcome"]
    assert any("red        harm told" in row for row in rows) and any("R6, A3" in row for row in rows)


def test_a_list_names_a_child_who_is_missing_now_and_a_sexual_sign_under_13(staffed: Hub) -> None:
    young = {"marks": {"A9": "suspected"}, "under_13": True, "child": {}}
    staffed.imports("Ben", answers(decision=None) | young | {"missing_now": True})
    [read] = staffed.run("Ben", "list", "--json").json
    assert (read["acting_on"], read["danger"]) == ("amber", ["under_13", "missing_now"])
    _, row = staffed.run("Ben", "list").out.splitlines()
    assert "amber      sexual sign under 13 and missing now" in row


def test_a_list_to_be_read_shows_children_as_the_deployment_says_and_json_as_ever(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    config = staffed.folder / "config.toml"

    def listed(*options: str, children: str) -> Ended:
        config.write_text(f'[lists]\nchildren = "{children}"\n')
        return staffed.run("Ben", "list", *options, CE_TUI_CONFIG=str(config))

    assert "Taylor Fictitious" in staffed.run("Ben", "list").out
    by_initials = listed(children="initials")
    assert "T. F." in by_initials.out and by_initials.err == "Names are hidden: --names shows them.\n"
    by_reference = listed(children="references")
    assert ref in by_reference.out and "child" not in by_reference.out.splitlines()[0].split()
    for ended in (by_initials, by_reference):
        assert "Taylor" not in ended.out + ended.err and "Fictitious" not in ended.out + ended.err
    shown = listed("--names", children="references")
    assert "Taylor Fictitious" in shown.out and shown.err == ""
    [row] = json.loads(listed("--json", children="references").out)
    assert row["child"] == "Taylor Fictitious"
    unknown = listed(children="nicknames")
    assert (unknown.code, unknown.out) == (78, "")
    assert "lists.children is 'nicknames'; expected names, initials or references." in unknown.err


def test_a_list_to_be_read_shows_children_as_the_account_chose(staffed: Hub) -> None:
    staffed.imports("Ben", answers())
    casebook = sign_in(staffed.home, "Ben", WORDS["Ben"])
    children_shown("names").keep(casebook, "initials")
    casebook.close()
    assert "T. F." in staffed.run("Ben", "list").out


def with_words_left(hub: Hub) -> str:
    """A screening of Ben's that Cy has now, with words beside it that Ben could not save in it."""
    [ref] = hub.imports("Ben", answers())
    ben = sign_in(hub.home, "Ben", WORDS["Ben"])
    opened = ben.screenings.open(ref)
    assert hub.run("Ada", "account", "hand-over", "Ben", "Cy").code == 0
    with pytest.raises(RightEnded):
        ben.screenings.save(opened)
    ben.words_left.keep(ref, "Behind the lighthouse.")
    ben.close()
    return ref


def test_words_that_somebody_could_not_save_are_shown_to_whom_it_was_handed_over(staffed: Hub) -> None:
    ref = with_words_left(staffed)
    shown = staffed.run("Cy", "show", ref)
    assert shown.code == 0 and "Behind the lighthouse." not in shown.out
    assert "Words that Ben typed on" in shown.err and "Behind the lighthouse." in shown.err
    assert "Open it in the app" in shown.err
    refused = staffed.run("Ben", "show", ref)
    assert refused.code != 0 and "lighthouse" not in refused.err


def test_an_export_says_that_such_words_are_not_in_it(staffed: Hub) -> None:
    out = staffed.folder / "out.txt"
    made = staffed.run("Cy", "export", with_words_left(staffed), "-o", out)
    assert made.code == 0 and "They are not in the referral" in made.err
    assert "Behind the lighthouse" not in out.read_text()


def test_an_export_says_what_was_done_and_a_later_one_what_was_done_since(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())

    def phoned(at: str, person: str) -> None:
        ben = sign_in(staffed.home, "Ben", WORDS["Ben"])
        action = Action(at=at, kind="phone", to="Children & Families' Hub", person=person)
        ben.actions.record(ref, action)
        ben.close()

    def exported(name: str) -> tuple[str, list[object], str]:
        out = staffed.folder / name
        ended = staffed.run("Ben", "export", ref, "-o", out, "--no-password")
        assert ended.code == 0
        reader = pypdf.PdfReader(out)
        attached = json.loads(reader.attachments["referral.json"][0])
        text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        return text, attached.get("actions", []), ended.err

    text, actions, said = exported("a.pdf")
    assert ("What was done" in text, actions, "Done " in said) == (False, [], False)
    phoned(f"{LATELY}T10:00", "J. Madeup")
    text, actions, said = exported("b.pdf")
    assert f"{LATELY_IN_WORDS}, 10:00: Phone call" in text and "J. Madeup" in text and len(actions) == 1
    assert f"Done {LATELY_IN_WORDS}, 10:00: " in said
    phoned(f"{LATELY}T11:00", "K. Madeup")
    text, actions, _ = exported("c.pdf")
    assert "K. Madeup" in text and len(actions) == 2
    out = staffed.folder / "d.txt"
    assert staffed.run("Ben", "export", ref, "-o", out).code == 0
    assert "Person: K. Madeup" in out.read_text("utf-8")
    lead = staffed.run("Lea", "export", ref, "-o", staffed.folder / "e.txt", "--reason", "Ben is on leave")
    assert lead.code == 0 and "Person: K. Madeup" in (staffed.folder / "e.txt").read_text("utf-8")


def test_the_areas_own_form_is_not_said_to_be_still_to_be_sent_once_it_is_recorded_as_sent(
    staffed: Hub,
) -> None:
    [ref] = staffed.imports("Ben", answers())
    due, out = "Still to be sent: the area's own form", staffed.folder / "a.txt"

    def said() -> list[bool]:
        assert staffed.run("Ben", "export", ref, "-o", out, "--annex", "--force").code == 0
        return [due in text for text in (staffed.run("Ben", "show", ref).out, out.read_text("utf-8"))]

    assert said() == [True, True]
    ben = sign_in(staffed.home, "Ben", WORDS["Ben"])
    ben.actions.record(ref, Action(at=f"{LATELY}T10:00", kind="form", to="Children & Families' Hub"))
    ben.close()
    assert said() == [False, False]
    assert "Form sent" in out.read_text("utf-8")


def test_a_screening_is_shown_and_exported_beside_the_one_before_it(staffed: Hub) -> None:
    then = answers(screened_on="2026-10-03", marks={"A5": "suspected"}, notes="Seen at the station.")
    earlier, ref = staffed.imports("Ben", then, answers())
    ben = sign_in(staffed.home, "Ben", WORDS["Ben"])
    ben.screenings.leave(ben.screenings.complete(ben.screenings.open(earlier)))
    ben.close()
    title, out = "Compared with the screening before", staffed.folder / "a.pdf"
    assert title not in staffed.run("Ben", "show", ref).out
    ben = sign_in(staffed.home, "Ben", WORDS["Ben"])
    ben.pairings.say(ref, earlier, same=True)
    ben.close()
    assert (
        title in staffed.run("Ben", "show", ref).out and title not in staffed.run("Ben", "show", earlier).out
    )
    assert staffed.run("Ben", "export", ref, "-o", out, "--no-password").code == 0
    reader = pypdf.PdfReader(out)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert title in text and "A5 suspected before" in text and earlier not in text
    compared = json.loads(reader.attachments["referral.json"][0])["comparison"]
    assert [each["id"] for each in compared["gone"]] == ["A5"]
    assert NOTHING_THEN in text and compared["done_then"] == [] and "graver" not in compared
    lead = staffed.run("Lea", "show", ref, "--reason", "Ben is on leave")
    assert title in lead.out and lead.err == ""
    log = staffed.run("Lea", "audit", "show", "--kind", "view").out
    assert f"compared with {ref}" in log
