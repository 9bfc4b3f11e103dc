"""What a `Store` must do, by its methods alone: nothing here knows how its file is laid out."""

from __future__ import annotations

import hashlib
import resource
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.vault.log.audit import Entry, Listing, walk
from ce_tui.core.vault.store.records import (
    AccountRow,
    EditLock,
    KeepingDecision,
    KeptAction,
    KeptRevision,
    LockHeld,
    MarkedForDeletion,
    OlderRows,
    Pairing,
    Record,
    ReferenceTaken,
    Row,
    StaleVersion,
    TallyFindings,
)
from ce_tui.core.vault.store.store import Store

AT = "2026-11-25T10:00:00.000+00:00"
Opens = Callable[[], Store]


KEY = secrets.token_bytes(32)
DIGEST = hashlib.sha256(b"its text").hexdigest()


@pytest.fixture
def opens(tmp_path: Path) -> Opens:
    settings = {"store": secrets.token_hex(16), "audit key": secrets.token_hex(32)}
    Store.create(tmp_path / "store.db", KEY, settings, Listing(1, bytes(32)))
    return lambda: Store.open(tmp_path / "store.db", KEY)


@pytest.fixture
def store(opens: Opens) -> Iterator[Store]:
    made = opens()
    yield made
    assert made.upkeep.faults() == []
    assert made.upkeep.tallied() == TallyFindings()
    assert made.upkeep.older("ada") == OlderRows()
    assert walk(made.chain, made.log.entries()).altered == ()
    made.close()


def record(
    ref: str = "CE-7K3M-2Q", version: int = 1, owner: str = "ada", words: str = "", **changes: str
) -> Record:
    row = Row(
        ref=ref,
        owner=owner,
        state=changes.get("state", "draft"),
        outcome="none",
        decision="",
        acting_on="none",
        locality="essex",
        screened_on="2026-11-25",
        child="",
        created=AT,
        updated=changes.get("updated", AT),
        completed=changes.get("completed", ""),
        version=version,
        revision=1,
        edition="",
        writer=changes.get("writer", owner),
    )
    return Record(row=row, document=f"{ref} version {version}".encode(), words=words)


def entry(detail: str = "", **changes: str) -> Entry:
    return Entry(kind="view", actor="ada", at=AT, detail=detail, ref=changes.get("ref", ""))


def test_what_was_added_is_loaded_and_a_stranger_is_not(store: Store) -> None:
    store.screenings.add([record()], [entry()])
    loaded = store.screenings.load("CE-7K3M-2Q")
    assert loaded is not None
    assert (loaded.row, loaded.document) == (record().row, record().document)
    assert store.screenings.load("CE-0000-00") is None


def test_all_are_added_or_none(store: Store) -> None:
    store.screenings.add([record("CE-1")], [entry("first")])
    with pytest.raises(ReferenceTaken):
        store.screenings.add([record("CE-2"), record("CE-1")], [entry("second")])
    assert store.screenings.load("CE-2") is None
    assert [each.entry.detail for each in store.log.entries()] == ["first"]


def test_a_save_expects_the_version_before(store: Store) -> None:
    store.screenings.add([record()], [])
    store.screenings.save(record(version=2, writer="ben", updated="2026-11-25T11:00:00"), [entry("kept")])
    with pytest.raises(StaleVersion) as stale:
        store.screenings.save(record(version=2), [entry("lost")])
    assert (stale.value.writer, stale.value.since) == ("ben", "2026-11-25T11:00:00")
    loaded = store.screenings.load("CE-7K3M-2Q")
    assert loaded is not None
    assert loaded.document == b"CE-7K3M-2Q version 2"
    assert [each.entry.detail for each in store.log.entries()] == ["kept"]


def test_a_save_of_what_is_not_there_is_stale(store: Store) -> None:
    with pytest.raises(StaleVersion):
        store.screenings.save(record(version=2), [])


def test_two_openings_see_one_anothers_saves(opens: Opens, store: Store) -> None:
    other = opens()
    store.screenings.add([record()], [entry("one")])
    other.screenings.save(record(version=2), [entry("two")])
    loaded = store.screenings.load("CE-7K3M-2Q")
    assert loaded is not None
    assert loaded.row.version == 2
    assert [each.seq for each in store.log.entries()] == [1, 2]
    assert store.log.head() == other.log.head()
    other.close()


def test_rows_are_of_an_owner_or_of_all_and_the_last_changed_come_first(store: Store) -> None:
    store.screenings.add(
        [
            record("CE-1", updated="2026-01-01"),
            record("CE-2", updated="2026-01-03", state="completed"),
            record("CE-3", updated="2026-01-02", owner="ben"),
        ],
        [],
    )
    assert [row.ref for row in store.screenings.rows(None)] == ["CE-2", "CE-3", "CE-1"]
    assert [row.ref for row in store.screenings.rows("ada")] == ["CE-2", "CE-1"]


def test_a_search_finds_beginnings_of_words_whatever_their_case_and_accents(store: Store) -> None:
    store.screenings.add(
        [record("CE-1", words="Zoë at the railway station"), record("CE-2", words="nothing")], []
    )
    for words in ("zoe", "ZOË", "stat rail", "station zoë"):
        assert [row.ref for row, _ in store.screenings.search("ada", words, 10)] == ["CE-1"], words
    assert store.screenings.search("ada", "station bus", 10) == []
    assert store.screenings.search("ben", "station", 10) == []


def test_a_search_follows_what_is_saved(store: Store) -> None:
    store.screenings.add([record(words="the old words")], [])
    store.screenings.save(record(version=2, words="something new"), [])
    assert store.screenings.search("ada", "old", 10) == []
    assert [words for _, words in store.screenings.search("ada", "new", 10)] == ["something new"]


@pytest.mark.parametrize(
    "typed",
    ['"', "'", "a OR b", "NEAR(a b)", "text:a", "*", "^a", "-a", "\x00", "(", "a\x00b", "—", "", " \n", "😀"],
)
def test_nothing_that_can_be_typed_breaks_a_search(store: Store, typed: str) -> None:
    store.screenings.add([record(words="plain words")], [])
    assert store.screenings.search("ada", typed, 10) == []


def test_a_kept_revision_has_the_logs_head_of_its_completion(store: Store) -> None:
    store.screenings.add([record()], [entry()])
    done = record(version=2, state="completed", completed=AT, writer="ben")
    store.screenings.save(done, [entry("completed")])
    store.log.add([entry("later")])
    (found,) = store.kept.revisions("CE-7K3M-2Q")
    assert found == KeptRevision(
        ref="CE-7K3M-2Q",
        revision=1,
        completed=AT,
        actor="ben",
        outcome="none",
        document=done.document,
        head=found.head,
    )
    assert found.head.seq == 2
    assert [each.link for each in store.log.entries() if each.seq == 2] == [found.head.link]


def test_a_file_is_kept_per_revision_and_replaced(store: Store) -> None:
    store.screenings.add([record("CE-1")], [])
    for content in (b"first", b"second"):
        store.kept.attach("CE-1", 1, "referral", content, AT, [entry()])
    store.kept.attach("CE-1", 2, "referral", b"of the second revision", AT, [])
    assert store.kept.attachment("CE-1", 1, "referral") == b"second"
    assert store.kept.attachment("CE-1", 2, "referral") == b"of the second revision"
    assert store.kept.attachment("CE-1", 3, "referral") is None


def test_files_of_a_kind_are_listed_in_order_and_kept_no_longer_once_they_are_detached(store: Store) -> None:
    store.screenings.add([record("CE-1"), record("CE-2")], [])
    for name, at in (("note b", "2026-11-25T10:00:00+00:00"), ("note a", "2026-11-25T11:00:00+00:00")):
        store.kept.attach("CE-1", 1, name, name.encode(), at, [])
    store.kept.attach("CE-1", 1, "referral", b"PDF", AT, [])
    store.kept.attach("CE-2", 1, "note a", b"of another", AT, [])
    assert [each.kind for each in store.kept.attached("CE-1", "note ")] == ["note b", "note a"]
    before = store.log.head()
    assert store.kept.detach("CE-1", 1, "note b", [entry()])
    assert store.log.head().seq == before.seq + 1
    assert not store.kept.detach("CE-1", 1, "note b", [entry()])
    assert store.log.head().seq == before.seq + 1
    (left,) = store.kept.attached("CE-1", "note ")
    assert (left.kind, left.content, left.revision) == ("note a", b"note a", 1)
    assert [each.kind for each in store.kept.attached("CE-1", "")] == ["note a", "referral"]
    assert store.upkeep.tallied() == TallyFindings()


def test_the_log_is_chained_in_the_order_given(store: Store) -> None:
    head = store.log.add([entry("a"), entry("b")])
    assert store.log.add([]) == head
    store.log.add([entry("c")])
    assert [(each.seq, each.entry.detail) for each in store.log.entries()] == [(1, "a"), (2, "b"), (3, "c")]
    walked = walk(store.chain, store.log.entries())
    assert walked.head == store.log.head()
    assert (walked.altered, walked.gaps) == ((), ())


def test_settings_preferences_accounts_and_editions_are_kept(opens: Opens, store: Store) -> None:
    store.settings.change({"hub.name": "Made-up hub"}, [entry("rule")])
    store.settings.set_preference("ada", "theme", "dark")
    store.settings.set_preference("ada", "theme", "light")
    account = AccountRow(id="ada", name="Ada Example", roles=("practitioner", "lead"), created=AT)
    store.people.put(account, [entry("account")])
    for first_used in (AT, "later"):
        store.editions.pin("made-up", DIGEST, b"its text", first_used)
    other = opens()
    assert other.settings.get("hub.name") == "Made-up hub"
    assert other.settings.get("nothing") is None
    assert other.settings.preference("ada", "theme") == "light"
    assert other.settings.preference("ben", "theme") is None
    assert other.settings.preferences("ada", "the") == {"theme": "light"}
    assert other.settings.preferences("ada", "heme") == other.settings.preferences("ben", "the") == {}
    assert other.people.accounts() == [account]
    assert other.editions.pinned() == [("made-up", DIGEST)]
    assert other.editions.source(DIGEST) == b"its text" and other.editions.source("11") is None
    other.close()


def test_all_of_an_owners_records_become_anothers_and_each_is_logged(store: Store, opens: Opens) -> None:
    mine = [record("CE-7K3M-2Q"), record("CE-8K3M-2Q", state="completed")]
    store.screenings.add([*mine, record("CE-9K3M-2Q", owner="cleo")], [])
    assert store.screenings.hand_over("ada", "ben", entry("account")) == 2
    assert store.screenings.hand_over("ada", "ben", entry("account")) == 0
    assert {row.ref for row in store.screenings.rows("ben")} == {"CE-7K3M-2Q", "CE-8K3M-2Q"}
    assert [row.ref for row in store.screenings.rows("cleo")] == ["CE-9K3M-2Q"]
    assert store.screenings.rows("ada") == []
    assert [(each.entry.ref, each.entry.version) for each in store.log.entries()] == [
        ("CE-7K3M-2Q", 1),
        ("CE-8K3M-2Q", 1),
    ]
    other = opens()
    assert other.screenings.load("CE-7K3M-2Q") == msgspec.structs.replace(
        mine[0], row=msgspec.structs.replace(mine[0].row, owner="ben")
    )
    other.close()


def test_closing_twice_is_harmless(opens: Opens) -> None:
    store = opens()
    store.close()
    store.close()


def stand(ref: str = "CE-7K3M-2Q", kind: str = "hold", **changes: str) -> KeepingDecision:
    return KeepingDecision(ref=ref, kind=kind, by="lea", at=AT, **changes)  # type: ignore[arg-type]


def test_what_stands_about_a_record_is_replaced_and_lifted(store: Store) -> None:
    store.screenings.add([record(), record("CE-0000-06")], [])
    store.keeping.put(stand(reason="first"), [])
    store.keeping.put(stand(reason="second"), [])
    store.keeping.put(stand("CE-0000-06", "keep", until="2030-01-01"), [])
    assert [(each.ref, each.kind, each.reason) for each in store.keeping.stands()] == [
        ("CE-0000-06", "keep", ""),
        ("CE-7K3M-2Q", "hold", "second"),
    ]
    assert [each.kind for each in store.keeping.stands(ref="CE-7K3M-2Q")] == ["hold"]
    store.keeping.put(stand("CE-0000-06", "delete", until=AT), [], lifts=("keep",))
    assert [each.kind for each in store.keeping.stands(ref="CE-0000-06")] == ["delete"]
    head = store.log.head()
    assert not store.keeping.lift("CE-0000-06", ("hold",), [entry()])
    assert store.log.head() == head
    assert store.keeping.lift("CE-0000-06", ("delete",), [entry()])
    assert store.log.head().seq == head.seq + 1
    assert store.keeping.stands("delete") == []


def test_a_marked_record_is_in_no_list_and_not_changed(store: Store) -> None:
    store.screenings.add([record(words="Zephyrine")], [])
    store.keeping.put(stand(kind="delete", until=AT), [])
    assert store.screenings.rows(None) == [] and store.screenings.search("ada", "Zephyrine", 10) == []
    assert [row.ref for row in store.screenings.rows(None, marked=True)] == ["CE-7K3M-2Q"]
    with pytest.raises(MarkedForDeletion):
        store.screenings.save(record(version=2), [entry()])
    assert store.screenings.load("CE-7K3M-2Q") == record()


def test_a_file_too_large_for_the_memory_of_this_process_is_left_for_another_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.screenings.add([record(words="Zephyrine")], [])
    store.keeping.put(stand(kind="delete", until=AT), [])
    assert store.keeping.delete("CE-7K3M-2Q", AT.replace("10:00", "10:01"), [entry()])
    with monkeypatch.context() as bounded:
        bounded.setattr(resource, "getrlimit", lambda _: (4096, 8192))
        assert not store.upkeep.sweep()
    assert store.settings.get("sweep") == "due"
    assert store.upkeep.sweep()
    assert store.settings.get("sweep") == "done"


def test_a_record_is_deleted_only_when_it_is_marked_its_time_has_come_and_nothing_holds_it(
    store: Store,
) -> None:
    later = AT.replace("10:00", "10:01")
    store.screenings.add([record(words="Zephyrine"), record("CE-0000-06")], [])
    store.kept.attach("CE-7K3M-2Q", 1, "referral", b"PDF", AT, [])
    assert not store.keeping.delete("CE-7K3M-2Q", later, [entry()])
    store.keeping.put(stand(kind="delete", until=AT), [])
    assert not store.keeping.delete("CE-7K3M-2Q", AT.replace("10:00", "09:59"), [entry()])
    store.keeping.put(stand(), [])
    assert not store.keeping.delete("CE-7K3M-2Q", later, [entry()])
    assert store.log.head().seq == 0
    store.keeping.lift("CE-7K3M-2Q", ("hold",), [])
    assert store.keeping.delete("CE-7K3M-2Q", later, [entry()])
    assert store.log.head().seq == 1
    assert store.upkeep.sweep() and store.upkeep.sweep()
    assert (
        store.screenings.load("CE-7K3M-2Q") is None
        and store.kept.attachment("CE-7K3M-2Q", 1, "referral") is None
    )
    assert store.keeping.stands() == [] and store.kept.revisions("CE-7K3M-2Q") == []
    assert [row.ref for row in store.screenings.rows(None, marked=True)] == ["CE-0000-06"]
    assert not store.keeping.delete("CE-7K3M-2Q", later, [entry()])


def test_a_copy_is_a_whole_store_with_its_own_head(store: Store, tmp_path: Path) -> None:
    store.screenings.add([record()], [entry()])
    copy = tmp_path / "copy.db"
    copy.touch()
    assert store.upkeep.copy_to(copy, KEY) == store.log.head()
    assert copy.stat().st_size > 0
    assert store.log.add([entry()]).seq == 2


def edit_lock(session: str, ref: str = "CE-7K3M-2Q", changed: str = "", at: float = 1.0) -> EditLock:
    return EditLock(ref, session, f"account of {session}", AT, changed, at)


def always(session: str) -> bool:
    """Every session runs still."""
    return True


def test_an_edit_lock_is_taken_from_a_session_that_has_ended_and_from_no_other(store: Store) -> None:
    store.screenings.add([record()], [entry()], edit_lock("one"))
    with pytest.raises(LockHeld):
        store.presence.take(edit_lock("two"), [], lambda session: session == "one")
    store.presence.take(edit_lock("two"), [entry("taken")], lambda session: session != "one")
    assert store.presence.get("CE-7K3M-2Q") == edit_lock("two")


def test_a_screenings_edit_lock_is_taken_once_moved_from_whom_was_seen_and_let_go_of(store: Store) -> None:
    store.screenings.add([record()], [entry()], edit_lock("one"))
    assert store.presence.get("CE-7K3M-2Q") == edit_lock("one")
    store.presence.take(edit_lock("one", at=2.0), [], always)
    head = store.log.head()
    with pytest.raises(LockHeld) as held:
        store.presence.take(edit_lock("two"), [entry("not logged")], always)
    assert held.value.edit_lock == edit_lock("one") and store.log.head() == head
    with pytest.raises(LockHeld):  # it is not as it was seen
        store.presence.take(edit_lock("two"), [], always, edit_lock("one", changed=AT))
    store.presence.take(edit_lock("two"), [entry("taken")], always, edit_lock("one"))
    store.presence.let_go("one", ["CE-7K3M-2Q"], [])
    assert store.presence.get("CE-7K3M-2Q") == edit_lock("two"), "another's is not let go of"
    store.presence.let_go("two", ["CE-7K3M-2Q", "CE-0000-00"], [entry("left")])
    assert store.presence.get("CE-7K3M-2Q") is None


def test_a_save_with_an_edit_lock_is_refused_where_another_has_it_and_changes_nothing(store: Store) -> None:
    store.screenings.add([record()], [entry()], edit_lock("one"))
    with pytest.raises(LockHeld):
        store.screenings.save(record(version=2), [entry()], edit_lock=edit_lock("two", changed=AT))
    kept = store.screenings.load("CE-7K3M-2Q")
    assert kept is not None and kept.row.version == 1
    store.screenings.save(record(version=2), [entry()], edit_lock=edit_lock("one", changed=AT, at=50.0))
    moved = store.presence.get("CE-7K3M-2Q")
    assert moved is not None and (moved.changed, moved.at) == (AT, 50.0)
    with pytest.raises(StaleVersion):  # whose version is old is told that first
        store.screenings.save(record(version=2), [entry()], edit_lock=edit_lock("two", changed=AT))
    store.screenings.save(
        record(version=3), [entry()], edit_lock("two", changed=AT), lambda session: session != "one"
    )
    now = store.presence.get("CE-7K3M-2Q")
    assert now is not None and now.session == "two"


def test_a_completion_lets_go_of_the_edit_lock(store: Store) -> None:
    store.screenings.add([record()], [entry()], edit_lock("one"))
    done = record(version=2, state="completed")
    store.screenings.save(done, [entry()], edit_lock("one", changed=AT))
    assert store.presence.get("CE-7K3M-2Q") is None


def test_the_dates_of_birth_of_some_records_are_looked_up(store: Store) -> None:
    born = msgspec.json.encode({"answers": {"child": {"date_of_birth": "2010-04-03"}}})
    unborn = msgspec.json.encode({"answers": {"child": {"date_of_birth": ""}}})
    with_birth = msgspec.structs.replace(record(), document=born)
    store.screenings.add([with_birth, msgspec.structs.replace(record("CE-0000-06"), document=unborn)], [])
    assert store.screenings.births(["CE-7K3M-2Q", "CE-0000-06", "CE-9999-99"]) == {"CE-7K3M-2Q": "2010-04-03"}
    assert store.screenings.births(["CE-0000-06"]) == {}


def test_whom_the_records_are_of_is_read_once_and_again_where_something_changed(store: Store) -> None:
    child = {"name": "Zephyrine Quillfeather", "date_of_birth": "2010-04-03", "address": "SS1 1AA"}
    document = msgspec.json.encode({"answers": {"child": child, "notes": "words"}})
    store.screenings.add([msgspec.structs.replace(record(), document=document), record("CE-0000-06")], [])
    found = store.children.all()
    assert {
        (each.row.ref, each.row.owner, each.name, each.date_of_birth, each.address) for each in found.values()
    } == {
        ("CE-7K3M-2Q", "ada", "Zephyrine Quillfeather", "2010-04-03", "SS1 1AA"),
        ("CE-0000-06", "ada", "", "", ""),
    }
    assert all(each.seal == seal for seal, each in found.items())
    store.log.add([entry()])
    assert store.children.all() is found
    store.screenings.save(record(version=2), [])
    assert {each.name for each in store.children.all().values()} == {""}
    store.keeping.put(stand("CE-0000-06", "delete", until=AT), [])
    assert [each.row.ref for each in store.children.all().values()] == ["CE-7K3M-2Q"]
    store.keeping.lift("CE-0000-06", ("delete",), [])
    assert len(store.children.all()) == 2
    store.screenings.hand_over("ada", "ben", entry())
    assert {each.row.owner for each in store.children.all().values()} == {"ben"}


def test_the_log_is_found_after_an_entry_by_its_number(store: Store) -> None:
    store.log.add([entry(each) for each in "abcd"])
    found = store.log.find(after=2)
    assert [each.seq for each in found] == [3, 4]
    assert store.log.find(after=2, last=1) == found[1:]
    assert store.log.find(after=4) == []
    assert store.log.entry(3) == found[0] and store.log.entry(5) is None and store.log.entry(0) is None


def kept_action(number: int = 1, **changes: Any) -> KeptAction:
    usual: dict[str, Any] = {"recorded_at": AT, "recorded_by": "ada", "content": f"number {number}".encode()}
    return KeptAction(number=number, **usual | changes)


def test_what_was_done_is_kept_with_its_screening_in_its_order_and_its_row_says_it(store: Store) -> None:
    store.screenings.add([record(), record("CE-0000-06")], [])
    assert store.kept.actions("CE-7K3M-2Q") == store.kept.actions("CE-9999-99") == []
    store.kept.add_action("CE-7K3M-2Q", kept_action(2), "first", [entry("recorded")])
    store.kept.add_action("CE-7K3M-2Q", kept_action(1, recorded_by="ben"), "both", [entry("recorded")])
    store.kept.add_action("CE-0000-06", kept_action(1, content=b""), "", [])
    assert store.kept.actions("CE-7K3M-2Q") == [kept_action(1, recorded_by="ben"), kept_action(2)]
    assert store.kept.actions("CE-0000-06") == [kept_action(1, content=b"")]
    said = {row.ref: row.followed for row in store.screenings.rows(None)}
    assert said == {"CE-7K3M-2Q": "both", "CE-0000-06": ""}
    assert [each.entry.detail for each in store.log.entries()] == ["recorded", "recorded"]


def test_an_action_makes_no_version_and_a_save_leaves_what_the_row_says_of_it(store: Store) -> None:
    store.screenings.add([record()], [], edit_lock("one"))
    store.kept.add_action("CE-7K3M-2Q", kept_action(), "said", [])
    loaded = store.screenings.load("CE-7K3M-2Q")
    assert loaded is not None and (loaded.row.version, loaded.row.followed) == (1, "said")
    assert store.presence.get("CE-7K3M-2Q") == edit_lock("one")
    store.screenings.save(record(version=2), [])  # by somebody who has not seen it
    loaded = store.screenings.load("CE-7K3M-2Q")
    assert loaded is not None and (loaded.row.version, loaded.row.followed) == (2, "said")
    store.screenings.hand_over("ada", "ben", entry("account"))
    assert [row.followed for row in store.screenings.rows("ben")] == ["said"]
    assert store.kept.actions("CE-7K3M-2Q") == [kept_action()]


def test_a_number_is_used_once_and_what_is_not_there_takes_no_action(store: Store) -> None:
    store.screenings.add([record()], [])
    store.kept.add_action("CE-7K3M-2Q", kept_action(), "said", [entry("kept")])
    with pytest.raises(ReferenceTaken):
        store.kept.add_action("CE-7K3M-2Q", kept_action(content=b"another"), "other", [entry("lost")])
    with pytest.raises(StaleVersion):
        store.kept.add_action("CE-9999-99", kept_action(), "said", [entry("lost")])
    assert store.kept.actions("CE-7K3M-2Q") == [kept_action()] and store.kept.actions("CE-9999-99") == []
    assert [row.followed for row in store.screenings.rows(None)] == ["said"]
    assert [each.entry.detail for each in store.log.entries()] == ["kept"]


def test_two_openings_see_one_anothers_actions(opens: Opens, store: Store) -> None:
    other = opens()
    store.screenings.add([record()], [])
    store.kept.add_action("CE-7K3M-2Q", kept_action(1), "first", [])
    other.kept.add_action("CE-7K3M-2Q", kept_action(2), "second", [])
    assert (
        store.kept.actions("CE-7K3M-2Q")
        == other.kept.actions("CE-7K3M-2Q")
        == [kept_action(1), kept_action(2)]
    )
    assert [row.followed for row in store.screenings.rows(None)] == ["second"]
    other.close()


def test_a_deleted_screening_takes_its_actions_and_what_was_begun_of_one_with_it(store: Store) -> None:
    store.screenings.add([record(), record("CE-0000-06")], [])
    for ref in ("CE-7K3M-2Q", "CE-0000-06"):
        store.kept.add_action(ref, kept_action(), "said", [])
        store.settings.set_preference("ben", f"begun action.{ref}", "typed")
        store.settings.set_preference("ben", f"cut off.{ref}", "half")
    store.settings.set_preference("ben", "cut off.", "half of a reason, perhaps for this one")
    store.keeping.put(stand(kind="delete", until=AT), [])
    assert store.keeping.delete("CE-7K3M-2Q", AT.replace("10:00", "10:01"), [entry()])
    assert store.kept.actions("CE-7K3M-2Q") == [] and store.kept.actions("CE-0000-06") == [kept_action()]
    assert store.settings.preference("ben", "begun action.CE-7K3M-2Q") is None
    assert store.settings.preference("ben", "begun action.CE-0000-06") == "typed"
    assert store.settings.preference("ben", "cut off.CE-7K3M-2Q") is None
    assert store.settings.preference("ben", "cut off.CE-0000-06") == "half"
    assert store.settings.preference("ben", "cut off.") is None
    assert store.upkeep.sweep()


def pairing(one: str = "CE-1", two: str = "CE-2", *, same: bool = True, by: str = "ada") -> Pairing:
    return Pairing(refs=(one, two), same=same, by=by, at=AT, written="as it was")


def test_what_was_said_of_a_pair_stands_until_another_thing_is_said_or_it_is_undone(store: Store) -> None:
    store.pairings.put(pairing())
    store.pairings.put(pairing("CE-1", "CE-3", same=False))
    store.pairings.put(pairing(same=False, by="ben"))
    assert store.pairings.all() == [
        pairing(same=False, by="ben"),
        pairing("CE-1", "CE-3", same=False),
    ]
    before = store.log.state()
    store.pairings.undo(("CE-2", "CE-3"))
    assert store.log.state() == before
    store.pairings.undo(("CE-1", "CE-2"))
    assert store.pairings.all() == [pairing("CE-1", "CE-3", same=False)]


def test_what_was_said_of_a_pair_goes_with_either_of_the_two(store: Store) -> None:
    store.screenings.add([record("CE-1"), record("CE-2"), record("CE-3")], [])
    for pair in (("CE-1", "CE-2"), ("CE-2", "CE-3"), ("CE-1", "CE-3")):
        store.pairings.put(pairing(*pair))
    store.keeping.put(stand("CE-2", "delete", until=AT), [])
    assert store.keeping.delete("CE-2", AT, [entry()])
    assert store.pairings.all() == [pairing("CE-1", "CE-3")]
