"""No name, and no word of a screening, in any file of the home, while it is open and after; nor in the log's fields."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Practitioner
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import VaultError
from support.stores.vault import ADA, OTHER, PASSPHRASE, entered, new_store

WORD = "Quillfeather"


def full_of_names() -> Answers:
    """Every free text of a screening holds the word."""
    person = {field: f"{WORD} {field}" for field in ("name", "phone", "other", "email")}
    return Answers(
        pathway="made-up",
        locality="essex",
        placed_by=f"{WORD} council",
        notes=f"A3: {WORD} was seen",
        decision=Decision("red", f"{WORD} decided"),
        consent=Consent("refused", f"{WORD} refused"),
        practitioner=Practitioner(organisation=f"{WORD} org", **person),
        child=Child(address=f"{WORD} street", date_of_birth="2010-04-03", **person),
    )


def work(casebook: Casebook) -> None:
    screening = casebook.screenings.begin(full_of_names())
    screening = casebook.screenings.save(
        msgspec.structs.replace(screening, unfinished={"child.name": f"{WORD} unfinished"})
    )
    assert casebook.index.search(WORD)
    casebook.referrals.keep(screening, f"%PDF {WORD}".encode())
    casebook.referrals.note_export(screening.ref, "pdf")
    casebook.screenings.reopen(casebook.screenings.complete(screening))
    casebook.screenings.import_answers([full_of_names()])


def shown(home: Path) -> list[str]:
    """The files in which the word, the account's name, the passphrase or the database's head can be read."""
    secrets = [
        WORD,
        ADA,
        PASSPHRASE,
        OTHER,
        "SQLite format",
        "2010-04-03",
    ]  # of a length that chance does not write
    spelled = [spelling for each in secrets for spelling in (each.encode(), each.encode("utf-16-le"))]
    found = []
    for path in sorted(path for path in home.rglob("*") if path.is_file()):
        content = path.read_bytes().lower()
        found += [f"{path.name}: {each!r}" for each in spelled if each.lower() in content]
    return found


def test_the_scan_itself_finds_a_name(tmp_path: Path) -> None:
    (tmp_path / "leak").write_text(f"… {WORD.upper()} …")
    assert shown(tmp_path) == [f"leak: {WORD.encode()!r}"]


def test_no_file_of_the_home_shows_a_name_while_it_is_open_or_after(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for variable in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(temporary))
    casebook, _ = new_store(home)
    work(casebook)
    assert (home / "store.db-wal").stat().st_size > 0
    assert shown(home) == []
    for name in (ADA, WORD):
        with pytest.raises(VaultError):
            entered(home, name, OTHER, terminal="tty1")
    casebook.close()
    assert shown(home) == []
    assert list(temporary.rglob("*")) == []


def test_the_log_holds_no_names_and_no_marks(home: Path) -> None:
    casebook, _ = new_store(home)
    work(casebook)
    logged = [msgspec.structs.asdict(each) for each in casebook.log.entries()]
    assert len(logged) > 8
    for each in logged:
        assert each.pop("by") == ADA  # looked up as of now; the log itself has an id
        assert WORD not in str(each)
        each.pop("ref")  # a reference is drawn by chance: "A3" may be a part of it
        assert "A3" not in str(each)
    stored = [msgspec.structs.asdict(each.entry) for each in casebook._desk.store.log.entries()]
    assert ADA not in str(stored)
    casebook.close()


def test_no_error_of_the_store_holds_a_name(home: Path) -> None:
    casebook, _ = new_store(home)
    screening = casebook.screenings.begin(full_of_names())
    casebook.screenings.save(screening)
    taken = casebook._desk.store.screenings.load(screening.ref)
    assert taken is not None
    said = []
    for failing in (
        lambda: casebook.screenings.save(screening),
        lambda: casebook.screenings.open(WORD),
        lambda: casebook.people.add_account(ADA, OTHER, ["lead"]),
        lambda: casebook._desk.store.screenings.add([taken], []),
    ):
        with pytest.raises(Exception) as caught:
            failing()
        said.append(repr(caught.value) + str(caught.value))
    assert WORD not in " ".join(said)
    casebook.close()
