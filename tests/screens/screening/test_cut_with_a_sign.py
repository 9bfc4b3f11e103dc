"""In the display for screen readers no text breaks off in mid-sentence without a sign that more follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.widgets.forms import CutText
from ce_tui.widgets.question_form import QuestionForm
from support.people.marking import red
from support.people.screens import App, app_at

PATHWAY = default_pathway()
CLOSED = (
    "is closed: you said that this is your first meeting with the child, so only Yellow is asked. If you knew the "
    "child before, change that answer in Start. If you saw or were told of harm today, say so: that shows the red "
    "steps and whom to phone. “Specific questions should only be answered if you have a pre-existing relationship "
    "with that child or young person as they require an in-depth knowledge of that individual. If this is the first "
    "time that you have met this child or young person please only utilise the first section of the pathway indicator.”"
)


def first_meeting(answers: Answers) -> Answers:
    return replies.set_known(answers, PATHWAY, False)


async def heard_at(app: App, section: str, at: str = "") -> list[str]:
    """Show it in the display for screen readers: the rows above the status line that have words."""
    app.app.appearance.show_for_screen_readers(True)
    app.app.navigator.show_section(section, at)
    await app.settle()
    rows = app.text().splitlines()[1 : app.screen.query_one("#body").region.bottom]
    return [row.strip() for row in rows if row.strip()]


@pytest.mark.parametrize("tier", ["Amber", "Red"])
async def test_why_a_tier_is_closed_is_read_to_its_end(home: Path, tier: str) -> None:
    async with app_at(home, "start", change=first_meeting) as app:
        assert " ".join(await heard_at(app, tier.lower())) == f"{tier} {CLOSED}"


@pytest.mark.parametrize("size", [(60, 20), (80, 22), (100, 20)])
async def test_where_it_has_no_room_its_last_row_ends_in_a_sign(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "start", change=first_meeting, size=size) as app:
        *rows, last = await heard_at(app, "red")
        said, sign = last.rsplit(" ", 1)
        assert sign == "..." and f"Red {CLOSED} ".startswith(f"{' '.join([*rows, said])} ")


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_last_stop_there_reads_it_whole_also_to_who_chose_the_display_there(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "red", change=first_meeting, size=size) as app:
        await app.press("end")
        assert app.said.startswith("5 Read this tier's factors")
        await app.press("ctrl+g", *"24", "enter", "down", "space", "escape", "end")
        assert " ".join(app.said.split()).startswith(f"6 Red {CLOSED} (6 of 6) So far: ")
        assert app.text().split("6 Red ")[1].split("So far")[0].split() == f"{CLOSED} (6 of 6)".split()


async def test_what_stands_below_a_field_says_that_it_goes_on_and_no_sign_stands_where_it_is_whole(
    home: Path,
) -> None:
    async with app_at(home, "start", change=red) as app:
        await heard_at(app, "details", "child.address")
        form = app.screen.query_one(QuestionForm)
        words = next(each for each in form.query(CutText) if "Consent is not needed" in str(each.render()))
        two_rows_in_sight = words.virtual_region.y + 2 - form.size.height
        form.scroll_to(y=two_rows_in_sight, animate=False, immediate=True)
        await app.settle()
        rows = [row.strip() for row in app.text().splitlines()[: form.region.bottom]]
        assert rows[-2:] == [
            "Consent is not needed to share information where a child is at risk of harm.",
            '(Source: Department for Education, "Information sharing: advice for ...',
        ]
        form.show_whole(words)
        await app.settle()
        rows = [row.strip() for row in app.text().splitlines()]
        begins = rows.index("Consent is not needed to share information where a child is at risk of harm.")
        assert rows[begins + 1] == '(Source: Department for Education, "Information sharing: advice for'
        assert not any(row.endswith("...") for row in rows)


async def test_a_line_to_type_in_has_a_sign_where_it_goes_on(home: Path) -> None:
    typed = "Department of Made-up Examples and of Many Other Things Besides, Second Floor"
    async with app_at(home, "details", size=(60, 20)) as app:
        assert not [row for row in await heard_at(app, "details", "you.name") if row.endswith((">", "<"))]
        await app.press("ctrl+u")
        await app.type(typed)
        line = next(row for row in app.text().splitlines() if "Your name:" in row)
        sign, shown = line.partition("Your name:")[2].split(maxsplit=1)
        assert sign == "<" and typed.endswith(shown.strip())
        await app.press("home")
        line = next(row for row in app.text().splitlines() if "Your name:" in row)
        shown, sign = line.partition("Your name:")[2].rsplit(maxsplit=1)
        assert sign == ">" and typed.startswith(shown.strip())
        await app.press("down")
        assert not [row for row in app.text().splitlines() if row.rstrip().endswith(">")]
