"""What can happen to the files of a store, and what is said: damage, a cut, an older page, an older store."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import Damaged, OlderStore, VaultError
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.log.anchors import AnchorKeys, FileAnchors, read_line
from ce_tui.core.vault.log.audit import Chain, Entry, Head, Logged, walk
from ce_tui.core.vault.store.database import connect
from ce_tui.core.vault.store.verdict import Verdict
from support.stores.anchored import anchor
from support.stores.vault import ADA, PASSPHRASE, answers, entered, looked_over, new_store, set_up_store

PAGE = 4096


def filled(home: Path, count: int = 12) -> list[Screening]:
    """A store with some screenings, closed."""
    casebook, _ = set_up_store(home)
    made = [
        casebook.screenings.begin(answers(notes=f"number {number} " + "words " * 300))
        for number in range(count)
    ]
    casebook.close()
    return made


def filled_further(home: Path) -> None:
    casebook = entered(home)
    casebook.screenings.begin(answers(notes="words " * 2000))
    casebook.close()


def verdict(home: Path) -> Verdict:
    casebook = looked_over(home)
    try:
        assert casebook.log.verify().faults == casebook.log.verify().faults
        return casebook.log.verify()
    finally:
        casebook.close()


def kinds(found: Verdict) -> set[str]:
    assert found.sound == (not found.findings)
    return {each.kind for each in found.findings}


def edit(casebook: Casebook, ref: str, notes: str) -> None:
    screening = casebook.screenings.open(ref)
    casebook.screenings.save(
        msgspec.structs.replace(screening, answers=msgspec.structs.replace(screening.answers, notes=notes))
    )


def by_hand(home: Path, *statements: str) -> None:
    """What someone who has the key could do to the database."""
    key = unlock(Home(home), ADA, PASSPHRASE).database_key
    db = connect(home / "store.db", key)
    for statement in statements:
        db.execute(statement)
    db.close()


def test_a_sound_store_is_sound_and_its_log_is_anchored(home: Path) -> None:
    filled(home)
    found = verdict(home)
    assert found.sound, found.findings
    assert found.words.startswith("The log is whole")
    assert found.anchored == 15  # set-up, twelve begun, sign-out, sign-in


def test_a_flipped_bit_anywhere_is_found(home: Path, tmp_path: Path) -> None:
    filled(home)
    sound = (home / "store.db").read_bytes()
    chosen = random.Random(7)
    for _ in range(25):
        place = chosen.randrange(len(sound))
        damaged = bytearray(sound)
        damaged[place] ^= 1 << chosen.randrange(8)
        (home / "store.db").write_bytes(damaged)
        for left in home.glob("store.db-*"):
            left.unlink()
        try:
            casebook = entered(home)
        except Damaged as error:
            assert "damaged" in error.words
            continue
        try:
            assert any("Damage" in words for words in casebook.log.verify().faults), place
        except Damaged:
            continue
        finally:
            casebook.close()


@pytest.mark.parametrize("pages", [1, 3, 10])
def test_a_file_cut_off_between_two_pages_is_found_and_said_to_be_cut(home: Path, pages: int) -> None:
    filled(home)
    store = home / "store.db"
    with store.open("r+b") as file:
        file.truncate(store.stat().st_size - pages * PAGE)
    with pytest.raises(Damaged, match="cut off") as damaged:
        entered(home)
    assert damaged.value.exit_code == 65


@pytest.mark.parametrize("cut", [1, 1000, PAGE + 1000])
def test_a_file_cut_off_inside_a_page_is_said_to_be_cut(home: Path, cut: int) -> None:
    filled(home)
    store = home / "store.db"
    # A byte that is zero is read as zero when it is missing: nothing is lost.
    while not any(store.read_bytes()[-cut:]):
        filled_further(home)
    with store.open("r+b") as file:
        file.truncate(store.stat().st_size - cut)
    try:
        casebook = entered(home)
    except Damaged as damaged:
        assert "cut off" in damaged.words
        return
    assert any(words.startswith("Cut:") for words in casebook.log.verify().faults)
    casebook._desk.store.close()


@pytest.mark.parametrize(
    "content", [b"", b"x" * PAGE, bytes(8 * PAGE), b"SQLite format 3\x00" + bytes(8 * PAGE)]
)
def test_a_database_that_is_none_is_damaged(home: Path, content: bytes) -> None:
    filled(home, 1)
    (home / "store.db").write_bytes(content)
    with pytest.raises(Damaged):
        entered(home)


def test_an_older_piece_of_the_database_that_was_put_back_is_found(home: Path, tmp_path: Path) -> None:
    """Each page is itself as this program wrote it, so only the seals show that they do not belong together."""
    made = filled(home)
    before = (home / "store.db").read_bytes()
    casebook = entered(home)
    edit(casebook, made[4].ref, "changed since")
    casebook.close()
    after = (home / "store.db").read_bytes()
    differing = [at for at in range(0, len(before), PAGE) if before[at : at + PAGE] != after[at : at + PAGE]]
    assert len(differing) >= 5
    told, harmless = set(), 0
    for at in differing:
        mixed = after[:at] + before[at : at + PAGE] + after[at + PAGE :]
        (home / "store.db").write_bytes(mixed)
        for left in home.glob("store.db-*"):
            left.unlink()
        try:
            entered(home).close()
        except VaultError as error:
            told.add(type(error).__name__)
        try:
            casebook = looked_over(home)
        except VaultError:
            continue
        found = casebook.log.verify()
        if found.sound:  # the search index's own housekeeping, who has what open: nothing kept is older by it
            assert [each.ref for each in casebook.index.search("changed since")] == [made[4].ref]
            assert casebook.screenings.open(made[4].ref).answers.notes == "changed since"
            harmless += 1
        told |= {each.kind for each in found.findings}
        casebook._desk.store.close()
    assert harmless <= 3
    assert "older page" in told


def test_an_older_page_of_one_screening_is_named(home: Path) -> None:
    made = filled(home, 3)
    casebook = entered(home)
    edit(casebook, made[1].ref, "changed since")
    casebook.close()
    by_hand(
        home, "UPDATE documents SET document = (SELECT document FROM documents WHERE id = 1) WHERE id = 2"
    )
    found = verdict(home)
    assert kinds(found) == {"older page"}
    assert made[1].ref in found.faults[0]


def test_a_screening_that_was_taken_out_is_missed(home: Path) -> None:
    filled(home, 3)
    by_hand(home, *(f"DELETE FROM {table} WHERE id = 2" for table in ("screenings", "documents", "words")))
    assert kinds(verdict(home)) == {"older page"}


def test_an_older_store_that_was_put_back_is_told_from_its_anchors(home: Path) -> None:
    made = filled(home)
    older = (home / "store.db").read_bytes()
    casebook = entered(home)
    edit(casebook, made[0].ref, "changed since")
    casebook.close()
    (home / "store.db").write_bytes(older)
    casebook = entered(home)
    assert "older than its anchors" in casebook.alerts[0]
    found = casebook.log.verify()
    assert kinds(found) == {"older store"}
    assert "An older copy" in found.faults[0]
    assert "They agree up to entry 14" in found.faults[0]
    for _ in range(6):  # work goes on in the older copy
        edit(casebook, made[0].ref, "afterwards")
    casebook.close()
    found = verdict(home)
    assert kinds(found) == {"older store"}
    assert "work went on in it" in found.faults[0]


def test_a_whole_home_that_was_put_back_is_told_by_anchors_kept_elsewhere(home: Path, tmp_path: Path) -> None:
    elsewhere = FileAnchors(tmp_path / "anchors of another owner.log")
    casebook, _ = new_store(home, anchors=elsewhere)
    casebook.close()
    shutil.copytree(home, tmp_path / "older")
    casebook = entered(home, anchors=elsewhere)
    casebook.screenings.begin(answers())
    casebook.close()
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "older", home)
    with pytest.raises(OlderStore, match="older than its anchors"):
        entered(home, anchors=elsewhere)
    casebook = looked_over(home, anchors=elsewhere)
    assert kinds(casebook.log.verify()) == {"older store"}
    casebook.close()


def test_a_log_whose_end_or_middle_was_taken_out_is_cut(home: Path) -> None:
    filled(home)
    by_hand(home, "DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE seq BETWEEN 4 AND 6")
    found = verdict(home)
    assert kinds(found) == {"cut"}
    assert "entries 4 to 6" in found.faults[0]


def test_a_log_whose_end_was_taken_out_is_cut(home: Path) -> None:
    filled(home)
    by_hand(home, "DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE seq > 10")
    with pytest.raises(Damaged, match="of another day than the rest: the log"):
        entered(home)
    found = verdict(home)
    assert kinds(found) == {"cut"}
    assert "ends at entry 10" in found.faults[0]


def test_an_entry_that_was_changed_is_damage(home: Path) -> None:
    filled(home)
    by_hand(home, "DROP TRIGGER audit_no_update", "UPDATE audit SET actor = 'nobody' WHERE seq = 5")
    found = verdict(home)
    assert "damage" in kinds(found)
    assert "entry 5 " in found.faults[0]


def test_nothing_takes_an_entry_out_or_changes_it_in_the_ordinary_way(home: Path) -> None:
    filled(home, 1)
    for statement in (
        "UPDATE audit SET detail = 'x'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
    ):
        with pytest.raises(Exception, match="only ever added to"):
            by_hand(home, statement)


def test_a_search_index_that_does_not_agree_is_found(home: Path) -> None:
    filled(home)
    by_hand(home, "UPDATE words_fts_data SET block = zeroblob(length(block)) WHERE id > 10")
    assert any("search index" in words or "hold together" in words for words in verdict(home).faults)


def test_a_search_index_that_knows_words_of_no_screening_is_said_to_be_older(home: Path) -> None:
    filled(home)
    by_hand(home, "INSERT INTO words_fts (rowid, text) VALUES (999, 'harbour')")
    assert verdict(home).faults == [
        "Older page: the search index does not agree with the screenings. An older piece was put back."
    ]


def test_anchors_that_were_taken_away_or_changed_are_missed(home: Path) -> None:
    filled(home, 1)
    log = home / "anchors.log"
    lines = log.read_text()
    log.write_text(lines + "something else\n\n" + "x" * 100_000 + "\n")
    found = verdict(home)
    assert kinds(found) == {"anchors"}
    assert "was changed" in found.faults[0]
    casebook = entered(home)
    log.unlink()
    assert kinds(casebook.log.verify()) == {"anchors"}
    casebook.close()


def test_a_huge_file_of_anchors_takes_no_memory(home: Path) -> None:
    filled(home, 1)
    with (home / "anchors.log").open("r+b") as file:
        file.truncate(3_000_000_000)
    casebook = entered(home)
    assert kinds(casebook.log.verify()) == {"anchors"}
    casebook.close()


def test_another_stores_anchors_in_the_same_file_are_passed_over(home: Path) -> None:
    filled(home, 1)
    with (home / "anchors.log").open("ab") as file:
        file.write(AnchorKeys([]).with_another(0).line(anchor(999, store="0" * 32)) + b"\n")
    assert verdict(home).sound


def test_the_log_is_anchored_on_each_export(home: Path) -> None:
    casebook, _ = new_store(home)
    screening = casebook.screenings.begin(answers())
    casebook.referrals.note_export(screening.ref, "pdf")
    last = read_line((home / "anchors.log").read_bytes().splitlines()[-1])
    assert last is not None
    assert str(last.head) == casebook.referrals.audit_head(screening.ref, 1)
    casebook.close()


def test_an_export_does_not_wait_for_anchors_that_cannot_be_written(home: Path, tmp_path: Path) -> None:
    casebook, _ = new_store(home, anchors=FileAnchors(tmp_path / "no such folder" / "anchors.log"))
    screening = casebook.screenings.begin(answers())
    casebook.referrals.note_export(screening.ref, "pdf")
    assert "could not be written to anchors.log" in casebook.alerts[0]
    casebook.close()


@pytest.mark.parametrize("line", ["", "a b c d", "at " + "0" * 32 + " -1 " + "0" * 64, "at x ١ y", "a" * 500])
def test_a_line_that_is_no_anchor_is_none(line: str) -> None:
    assert read_line(line.encode()) is None


def test_fields_cannot_be_moved_from_one_to_the_next() -> None:
    chain = Chain(bytes(32))
    one = Entry(kind="view", actor="ab", at="c", ref="d")
    assert chain.link(Head(), one) != chain.link(Head(), msgspec.structs.replace(one, actor="a", at="bc"))
    assert chain.link(Head(), one) != Chain(b"1" * 32).link(Head(), one)


def test_a_walk_reports_each_fault_once() -> None:
    chain, head, logged = Chain(bytes(32)), Head(), []
    for number in range(1, 9):
        entry = Entry(kind="view", actor="a", at=str(number))
        head = chain.link(head, entry)
        logged.append(Logged(seq=number, entry=entry, link=head.link))
    logged[2] = msgspec.structs.replace(logged[2], entry=Entry(kind="view", actor="b", at="3"))
    walked = walk(chain, [*logged[:5], *logged[6:]])
    assert (walked.altered, walked.gaps, walked.head) == ((3,), ((6, 6),), head)


def test_an_emptied_database_is_said_to_be_empty_and_left_as_it_is(home: Path) -> None:
    filled(home)
    Home(home).store.write_bytes(b"")
    for left in home.glob("store.db-*"):
        left.unlink()
    with pytest.raises(Damaged, match="empty"):
        entered(home)
    assert Home(home).store.read_bytes() == b""
