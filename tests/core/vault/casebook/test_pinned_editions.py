"""Whatever becomes of a pathway file, a store reads, saves and completes by the edition that it pinned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import Pathways
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.errors import Damaged, StoreUnreadable
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.session.pinned import Editions, NoPathway
from ce_tui.session.session import Session
from support.stores.changing_pathways import (
    ID,
    MARKED,
    RENUMBERED,
    Deployment,
    deployed,
    renumber_into_red,
    words_of,
)
from support.stores.vault import ADA, PASSPHRASE, QUICK, database_of, rewrite

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=LONDON)


@pytest.fixture
def made(tmp_path: Path) -> Deployment:
    return deployed(tmp_path / "made-up")


def new_session(home: Path, made: Deployment) -> Session:
    """The first account, signed in where this is configured."""
    pathways = made.config.readable_pathways
    casebook, _ = set_up(
        home,
        NewStore(name=ADA, passphrase=PASSPHRASE),
        CasebookSettings(argon=QUICK, rules=PathwayRules(pathways)),
    )
    return Session(casebook, pathways, lambda: NOON)


def again(session: Session, made: Deployment) -> Session:
    """The same person, signed in once more, where the files are as they are now."""
    home = session.casebook._desk.home.folder
    session.close()
    pathways = made.config.readable_pathways
    return Session(
        sign_in(home, ADA, PASSPHRASE, CasebookSettings(argon=QUICK, rules=PathwayRules(pathways))),
        pathways,
        lambda: NOON,
    )


def begun(session: Session) -> str:
    """A draft with two yellow marks: its reference."""
    draft = session.begin("southvale")
    draft.apply(lambda answers: replies.set_known(answers, draft.pathway, True))
    for factor in ("G1", "G2"):
        draft.apply(lambda answers, factor=factor: replies.mark(answers, draft.pathway, factor, "yes"))  # type: ignore[misc]
    return draft.screening.ref


def edition_of(session: Session, ref: str) -> tuple[str, str]:
    """The SHA-256 and the outcome that stand in a screening's row."""
    record = session.casebook._desk.store.screenings.load(ref)
    assert record is not None
    return record.row.edition, record.row.outcome


@pytest.mark.parametrize(
    "change",
    [
        renumber_into_red,
        lambda made: made.change('"localities/southvale.toml"]', '"localities/northvale.toml"]'),
        lambda made: made.pathway.unlink(),
        lambda made: made.configure(),
    ],
    ids=["renumbered into red", "no longer sound", "file gone", "not configured"],
)
def test_a_draft_goes_on_and_is_completed_with_the_edition_that_it_was_made_with(
    home: Path, made: Deployment, change: object
) -> None:
    session = new_session(home, made)
    ref = begun(session)
    before = edition_of(session, ref)
    change(made)  # type: ignore[operator]
    session = again(session, made)
    draft = session.open(ref)
    assert draft.outcome.outcome == "yellow"
    draft.apply(lambda answers: replies.set_notes(answers, "G2 was seen at the made-up station."))
    assert draft.saved and draft.trouble == ""
    assert edition_of(session, ref) == before
    draft.complete()
    assert edition_of(session, ref) == before
    [revision] = session.casebook._desk.store.kept.revisions(ref)
    assert revision.outcome == "yellow"
    draft.reopen()
    assert [reason.text for reason in draft.outcome.because] == [
        "Carries a second phone",
        "Left school early",
    ]
    session.close()


def test_what_is_new_goes_on_with_what_was_first_used_and_says_so(home: Path, made: Deployment) -> None:
    session = new_session(home, made)
    first = edition_of(session, begun(session))[0]
    assert session.pathways.remarks == ()
    renumber_into_red(made)
    session = again(session, made)
    assert len(session.pathways.remarks) == 1
    assert (
        "pathway.toml: This file changed since it was first used: give it a new id"
        in session.pathways.remarks[0]
    )
    ref = begun(session)
    assert edition_of(session, ref) == (first, "yellow")
    made.change(f'id = "{ID}"', 'id = "northvale-2028"')
    session = again(session, made)
    assert session.pathways.remarks == ()
    assert session.begin("southvale").pathway.tier_of["G2"] == "red"
    assert session.open(ref).pathway.tier_of["G2"] == "yellow"
    session.close()


def test_a_new_number_is_pinned_with_what_is_new_and_shown_with_what_is_old(
    home: Path, made: Deployment
) -> None:
    session = new_session(home, made)
    old = begun(session)
    made.change("01632 960002", "01632 960777", "localities/southvale.toml")
    session = again(session, made)
    assert session.pathways.remarks == ()
    new = begun(session)
    assert edition_of(session, new)[0] != edition_of(session, old)[0]
    made.pathway.unlink()  # from now on only the store knows a number
    session = again(session, made)
    for ref in (old, new):
        assert "01632 960777" in [each.phone for each in session.open(ref).outcome.contacts]
    session.close()


def test_a_later_edition_beside_none_of_the_old_ones_file_has_todays_numbers_for_both(
    home: Path, made: Deployment
) -> None:
    session = new_session(home, made)
    old = begun(session)
    made.change(f'id = "{ID}"', 'id = "northvale-2028"')
    made.change("Carries a second phone", "Carries two phones")
    made.change("01632 960002", "01632 960777", "localities/southvale.toml")
    session = again(session, made)
    outcome = session.open(old).outcome
    assert outcome.because[0].text == "Carries a second phone"
    assert "01632 960777" in [each.phone for each in outcome.contacts]
    session.close()


def test_a_file_that_was_never_sound_keeps_only_new_screenings_out(home: Path, made: Deployment) -> None:
    made.configure()
    session = new_session(home, made)
    ref = session.begin("essex").screening.ref
    made.configure("pathway.toml")
    made.change(*("[[", "[[["))
    session = again(session, made)
    [remark] = session.pathways.remarks
    assert "No new screening can be begun" in remark and "pathway.toml" in remark
    assert session.pathways.lacks_current
    with pytest.raises(NoPathway, match=r"pathway\.toml"):
        session.begin("essex")
    assert session.open(ref).outcome.outcome == "none"
    assert [each.phone for each in session.pathways.to_call.localities[0].by_role("emergency")] == ["999"]
    assert "cannot be used" in session.pathways.stand_in
    session.close()


def test_of_two_files_the_one_that_broke_takes_nothing_from_the_other(home: Path, made: Deployment) -> None:
    other = made.folder / "other.toml"
    other.write_text(made.pathway.read_text().replace(ID, "northvale-2026"))
    made.configure("pathway.toml", "other.toml")
    session = new_session(home, made)
    ref = begun(session)
    other.write_text("= ")
    session = again(session, made)
    assert [remark for remark in session.pathways.remarks if "other.toml" in remark]
    assert session.begin("southvale").pathway.id == ID
    assert session.open(ref).outcome.outcome == "yellow"
    session.close()


def test_an_address_for_a_link_that_is_gone_keeps_nobody_out(home: Path, made: Deployment) -> None:
    session = new_session(home, made)
    ref = begun(session)
    made.configure("pathway.toml", more='[links]\nno-such-link = "https://example.org"')
    session = again(session, made)
    assert "links.no-such-link" in session.pathways.remarks[0]
    assert session.open(ref).outcome.outcome == "yellow"
    session.close()


def test_an_edition_that_is_missing_or_altered_is_never_replaced_by_another(
    home: Path, made: Deployment
) -> None:
    session = new_session(home, made)
    ref = begun(session)
    database_of(session.casebook).execute("UPDATE editions SET source = ?", (b"{}",))
    database_of(session.casebook).conn.commit()
    session = again(session, made)
    with pytest.raises(Damaged, match="store check"):
        session.open(ref)
    database_of(session.casebook).execute("DELETE FROM editions")
    database_of(session.casebook).conn.commit()
    with pytest.raises(Damaged, match="of another day than the rest: the editions"):
        again(session, made)


def test_an_edition_that_neither_the_store_nor_the_installation_has_is_never_replaced_by_another(
    home: Path, made: Deployment
) -> None:
    session = new_session(home, made)
    ref = begun(session)
    rewrite(session.casebook, ref, edition="f" * 64)
    session = again(session, made)
    with pytest.raises(StoreUnreadable, match="neither this installation nor its store"):
        session.open(ref)
    session.close()


def test_a_row_that_names_no_source_is_read_by_its_id(home: Path, made: Deployment) -> None:
    session = new_session(home, made)
    ref = begun(session)
    rewrite(session.casebook, ref, edition="")
    made.change(*RENUMBERED)
    session = again(session, made)
    draft = session.open(ref)
    draft.apply(lambda answers: replies.set_notes(answers, "G2 again."))
    assert draft.saved and draft.outcome.outcome == "yellow"
    session.close()


def test_the_note_beside_the_store_holds_ids_and_digests_and_follows_the_store(
    home: Path, made: Deployment
) -> None:
    session = new_session(home, made)
    begun(session)
    note = home / "pathways.json"
    assert note.stat().st_mode & 0o777 == 0o600
    content = note.read_bytes()
    assert ID.encode() in content and b"Northvale" not in content
    note.write_bytes(b'{"store": "another", "pathways": {}}')
    session = again(session, made)
    assert session.pathways.current.id == ID
    assert note.read_bytes() == content
    session.close()


def test_a_note_that_cannot_be_written_is_not_worth_a_failure(home: Path, made: Deployment) -> None:
    session = new_session(home, made)
    ref = begun(session)
    note = home / "pathways.json"
    note.unlink()
    note.mkdir()
    session = again(session, made)
    assert session.pathways.current.id == ID
    assert session.casebook.screenings.open(ref).ref == ref
    assert note.is_dir()
    session.close()


# Whatever is done to the files


EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ["pathway.toml", "localities/southvale.toml", "localities/northvale.toml", "notices.toml"]
        ),
        st.sampled_from(["drop", "double", "swap", "reword", "renumber", "cut"]),
        st.integers(0, 400),
        st.integers(0, 400),
    ),
    min_size=1,
    max_size=6,
)


def edited(lines: list[str], how: str, at: int, other: int) -> list[str]:
    """A file's lines after one edit."""
    at, other = at % (len(lines) or 1), other % (len(lines) or 1)
    if not lines or how == "cut":
        return lines[:at]
    line = lines[at]
    if how == "drop":
        return [*lines[:at], *lines[at + 1 :]]
    if how == "double":
        return [*lines[: at + 1], *lines[at:]]
    if how == "swap":
        lines = list(lines)
        lines[at], lines[other] = lines[other], lines[at]
        return lines
    changed = line.replace("e", "o") if how == "reword" else line.replace("2", "1").replace("1", "7", 1)
    return [*lines[:at], changed, *lines[at + 1 :]]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Casebook, list[Screening]]]:
    """A store with a screening of each colour, made with the made-up pathway as it is."""
    folder = tmp_path_factory.mktemp("stored")
    session = new_session(folder / "home", deployed(folder / "made-up"))
    many = [{"G1": "yes", "G2": "yes"}, {"H1": "suspected", "G2": "yes"}, {"K1": "suspected", "W1": "noted"}]
    answers = [Answers(**(MARKED | {"marks": marks})) for marks in many]
    refs = session.casebook.screenings.import_answers(answers)
    yield session.casebook, [session.casebook.screenings.read(ref) for ref in refs]
    session.close()


def said_of(screening: Screening, editions: Editions) -> object:
    """What must stay, with the area's steps as they are written: whom to phone, and what is said of that, is of now."""
    pathway = editions.of(screening)
    outcome = to_json(evaluate(screening.answers, pathway, NOON))
    locality = pathway.locality(screening.answers.locality)
    for step in outcome["steps"]:
        for contact in step["contacts"]:
            assert locality.contact(contact)
    assert locality.by_role("emergency")
    assert outcome["steps"]
    written = msgspec.to_builtins(locality.procedure)
    return words_of(outcome) | {
        "steps": [(step["label"], step["text"]) for step in written[outcome["acting_on"]]]
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(edits=EDITS)
def test_whatever_edit_is_made_to_the_files_a_stored_screening_says_the_same(
    stored: tuple[Casebook, list[Screening]],
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[str, str, int, int]],
) -> None:
    casebook, screenings = stored
    made = deployed(tmp_path_factory.mktemp("edited") / "made-up")
    before = [said_of(each, Editions(made.config.readable_pathways, casebook)) for each in screenings]
    for name, how, at, other in edits:
        file = made.folder / name
        file.write_text("\n".join(edited(file.read_text("utf-8").splitlines(), how, at, other)), "utf-8")
    pathways = Pathways([made.pathway], readable=True)
    editions = Editions(pathways, casebook)
    assert [said_of(each, editions) for each in screenings] == before
    assert editions.at_hand.localities and editions.to_call.localities


def phones_in(session: Session, ref: str) -> list[str]:
    return [each.phone for each in session.open(ref).outcome.contacts]


def test_a_number_that_was_put_back_is_the_last_one_that_the_store_knows(
    home: Path, made: Deployment
) -> None:
    session = new_session(home, made)
    begun(session)
    for old, new in (("01632 960002", "01632 960777"), ("01632 960777", "01632 960002")):
        made.change(old, new, "localities/southvale.toml")
        session = again(session, made)
        ref = begun(session)
    made.change(*("[[", "[[["))
    session = again(session, made)
    assert "01632 960002" in phones_in(session, ref) and "01632 960777" not in phones_in(session, ref)
    session.close()


def test_an_area_that_left_the_file_keeps_the_newest_numbers_in_every_screening(
    home: Path, made: Deployment
) -> None:
    session = new_session(home, made)
    older = begun(session)
    made.change("01632 960002", "01632 960777", "localities/southvale.toml")
    session = again(session, made)
    newer = begun(session)
    made.change('"localities/southvale.toml"]', '"localities/northvale.toml"]')
    made.change('["localities/northvale.toml", "localities/northvale.toml"]', '["localities/northvale.toml"]')
    session = again(session, made)
    for ref in (older, newer):
        assert "01632 960777" in phones_in(session, ref) and "01632 960002" not in phones_in(session, ref)
    session.close()
