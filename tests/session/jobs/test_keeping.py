"""What is to become of a screening: asked by how it stands with it, decided with a reason, said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.session.jobs.keeping import decide_by_reference, decide_on
from ce_tui.session.office import KeepingView, kept_of
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers
from support.people.office import ADMIN, CHILD, entered, screening_of
from support.people.station import station_of

WHY = "An inquiry is under way"


class Elsewhere:
    """Remembers where it was led."""

    def __init__(self) -> None:
        self.led: list[tuple[str, str]] = []

    async def __call__(self, where: str, ref: str) -> str:
        self.led.append((where, ref))
        return f"to {where}"


@pytest.fixture
def ref(in_hub: JobContext, home: Path) -> str:
    """A draft of a colleague's."""
    return screening_of(home)


def kept(station: JobContext) -> KeepingView:
    return kept_of(station.session.casebook)


async def decide(station: JobContext, ref: str, asker: Answers, elsewhere: Elsewhere | None = None) -> str:
    return await decide_on(asker, station, kept(station), ref, elsewhere or Elsewhere())


async def test_it_is_kept_until_a_day_that_is_asked_for_until_it_is_one(in_hub: JobContext, ref: str) -> None:
    asker = Answers("keep", "31 feb 2100", "3 april 2100", WHY)
    assert await decide(in_hub, ref, asker) == f"{ref} is kept until 3 April 2100, and looked at again then."
    assert asker.asked[1] == f"Until which day is {ref} kept?"
    assert asker.asked[2] == f"The day must be a real date. Until which day is {ref} kept?"
    assert asker.asked[3].startswith(f"Why is {ref} kept until 3 April 2100? It is logged")
    [line] = in_hub.session.casebook.log.entries(ref=ref, kinds=("keeping",))
    assert WHY in line.detail


async def test_a_hold_is_listed_and_is_released_by_its_reference(in_hub: JobContext, ref: str) -> None:
    said = await decide(in_hub, ref, Answers("hold", WHY))
    assert said == f"{ref} is on hold: nothing deletes it until it is released."
    [held] = kept(in_hub).holds
    assert (held.ref, held.reason) == (ref, WHY)
    assert await decide(in_hub, ref, Answers(False)) == ""
    asker = Answers(True, "It is done")
    assert await decide(in_hub, ref, asker) == f"{ref} is not on hold any more."
    assert asker.asked[0].startswith(f"Release {ref}?")
    assert kept(in_hub).holds == ()


async def test_a_deletion_is_meant_only_after_a_reason_and_a_yes_and_comes_back_by_undo(
    in_hub: JobContext, ref: str
) -> None:
    assert await decide(in_hub, ref, Answers("delete", WHY, False)) == "Nothing was decided."
    assert kept(in_hub).deletions == ()
    asker = Answers("delete", WHY, True)
    said = await decide(in_hub, ref, asker)
    assert said == f"{ref} is marked for deletion. For a day you can undo it here."
    assert "Copies that left the store" in asker.asked[2]
    asker = Answers("nothing")
    assert await decide(in_hub, ref, asker) == ""
    assert asker.asked == [f"{ref} is marked for deletion."]
    assert await decide(in_hub, ref, Answers("undo")) == f"{ref} is as it was, in its owner's list."
    assert kept(in_hub).deletions == ()


async def test_an_undo_that_comes_too_late_is_told_and_not_said_to_be_done(
    in_hub: JobContext, ref: str
) -> None:
    await decide(in_hub, ref, Answers("delete", WHY, True))
    seen = kept(in_hub)
    await decide(in_hub, ref, Answers("undo"))
    asker = Answers("undo")
    assert await decide_on(asker, in_hub, seen, ref, Elsewhere()) == ""
    assert asker.told == ["This screening is not marked for deletion."]


async def test_what_can_be_decided_is_said_in_full(in_hub: JobContext, ref: str) -> None:
    asker = Answers("delete", WHY, True)
    await decide(in_hub, ref, asker)
    assert asker.offered == [
        [
            "Keep it until a day, then it is looked at again",
            "Put it on hold: nothing deletes it until it is released",
            "Mark it for deletion: deleted after a day, in which you can undo it",
            "Read it first: opens it with a reason, which is logged",
            "See what the log has of it",
            "Decide nothing now",
        ],
        ["Mark it for deletion", "Keep it"],
    ]
    asker = Answers("nothing")
    await decide(in_hub, ref, asker)
    assert asker.offered == [
        [
            "Leave it marked",
            "Undo: it is back in its owner's list",
            "Undo and put it on hold: nothing deletes it",
            "See what the log has of it",
        ]
    ]


async def test_what_is_marked_can_be_put_on_hold_instead(in_hub: JobContext, ref: str) -> None:
    await decide(in_hub, ref, Answers("delete", WHY, True))
    assert "is on hold" in await decide(in_hub, ref, Answers("hold", WHY))
    assert kept(in_hub).standing(ref) == "on hold"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([""], ""),
        (["nothing"], ""),
        (["keep", None], "Nothing was decided."),
        (["keep", "3 april 2100", None], "No reason was given, so nothing was changed."),
        (["hold", None], "No reason was given, so nothing was changed."),
        (["delete", None], "No reason was given, so nothing was changed."),
    ],
    ids=lambda each: "-".join(map(str, each)) if isinstance(each, list) else "",
)
async def test_whatever_is_cancelled_changes_nothing(
    in_hub: JobContext, ref: str, answers: list[str | None], said: str
) -> None:
    asker = Answers(*answers)
    assert await decide(in_hub, ref, asker) == said
    assert asker.all_given
    assert in_hub.session.casebook.log.entries(kinds=("keeping", "deletion")) == []


async def test_a_reason_with_the_childs_name_in_it_is_refused_in_words(in_hub: JobContext, ref: str) -> None:
    asker = Answers("hold", f"{CHILD.split()[0]} moved away")
    assert await decide(in_hub, ref, asker) == ""
    assert "is in the child's name" in asker.told[0]
    assert kept(in_hub).holds == ()


@pytest.mark.parametrize("where", ["open", "log"])
async def test_it_can_be_looked_at_before_it_is_decided_on(in_hub: JobContext, ref: str, where: str) -> None:
    elsewhere = Elsewhere()
    assert await decide(in_hub, ref, Answers(where), elsewhere) == f"to {where}"
    assert elsewhere.led == [(where, ref)]


async def test_one_that_is_marked_or_deleted_leads_to_its_log(in_hub: JobContext, ref: str) -> None:
    await decide(in_hub, ref, Answers("delete", WHY, True))
    elsewhere = Elsewhere()
    assert await decide(in_hub, ref, Answers("log"), elsewhere) == "to log"
    gone = kept(in_hub)
    [marked] = gone.deletions
    deleted = KeepingView(
        rules=gone.rules,
        set_here=False,
        may_decide=False,
        may_rule=True,
        deleted=(type("Gone", (), {"ref": ref})(),),  # type: ignore[arg-type]
    )
    assert marked.ref == ref
    assert await decide_on(Answers(), in_hub, deleted, ref, elsewhere) == "to log"
    assert elsewhere.led == [("log", ref), ("log", ref)]


async def test_only_a_lead_decides(home: Path, in_hub: JobContext, ref: str) -> None:
    administrator = station_of(entered(home, ADMIN), home)
    assert await decide(administrator, ref, Answers()) == "Only a lead decides on a screening."
    administrator.session.close()


async def test_one_that_is_not_due_is_decided_on_by_its_reference(in_hub: JobContext, ref: str) -> None:
    async def by_reference(asker: Answers) -> str:
        return await decide_by_reference(asker, in_hub, kept(in_hub), Elsewhere())

    assert await by_reference(Answers(None)) == ""
    assert await by_reference(Answers("nonsense")) == (
        "This is no reference: expected one such as CE-7K3M-2Q."
    )
    assert "is on hold" in await by_reference(Answers(ref.lower(), "hold", WHY))
    asker = Answers(ref, False)
    assert await by_reference(asker) == ""
    assert asker.asked[1].startswith(f"Release {ref}?"), "how it stands is looked at"


async def test_of_a_reference_that_is_none_here_nothing_is_asked(in_hub: JobContext) -> None:
    said = await decide(in_hub, "CE-7K3M-2Q", Answers())
    assert said == "There is no screening with this reference that you can open."
