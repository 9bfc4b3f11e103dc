"""Of a tier however long, in a window of whatever size, it counts as looked at from the key on that shows its last row.

Also where the lines below grow as it opens and take the last rows of the list from it.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ce_tui.core.pathway.interview import replies
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from ce_tui.widgets.factor_list import FactorList
from support.checkout import CHECKOUT
from support.people.screens import CHEAP, NAME, NOON, PASSPHRASE, App, app_over, new_casebook

END = "omega"
FACTOR = """[[tiers.factors]]
id = "G{n}"
printed_id = "g{n}"
key = "made-up-{n}"
text = "Sign {text}"
marks = ["yes"]
"""


def with_a_tier(folder: Path, lengths: list[int]) -> Config:
    """The made-up pathway, whose first tier has factors of so many words, the last of which ends in END."""
    shutil.copytree(CHECKOUT / "tests" / "data" / "made-up-pathway", folder)
    file = folder / "pathway.toml"
    before, _, rest = file.read_text("utf-8").partition("[[tiers.factors]]")
    after = rest[rest.index("[[tiers]]") :]
    texts = [f"{n}{' of a kind' * words}" for n, words in enumerate(lengths, 1)]
    texts[-1] += f" {END}"
    factors = "\n".join(FACTOR.format(n=n, text=text) for n, text in enumerate(texts, 1))
    file.write_text(f"{before}{factors}\n{after}", "utf-8")
    return Config(pathway_files=(str(file),))


def check(app: App) -> bool:
    """Whether it counts, which goes by whether the end is in sight."""
    counts = app.answers.looked_at == ("yellow",)
    assert counts == (END in app.text()), app.text()
    return counts


async def needed(lengths: list[int], columns: int, rows: int) -> int:
    """Open the tier and page on to its end, checking each time. How many rows all of it would need."""
    with TemporaryDirectory() as folder:
        home, config = Path(folder) / "home", with_a_tier(Path(folder) / "pathway", lengths)
        new_casebook(home).close()
        pathways = config.pathways()
        around = CasebookSettings(rules=PathwayRules(pathways), argon=CHEAP)
        session = Session(sign_in(home, NAME, PASSPHRASE, around), pathways, lambda: NOON)
        draft = session.begin(pathways.current.localities[0].id)
        draft.apply(lambda answers: replies.set_known(answers, pathways.current, True))
        opened = app_over(home, session, draft.screening.ref, "yellow", size=(columns, rows), config=config)
        async with opened as app:
            factors = app.screen.query_one(FactorList)
            need = rows - factors.size.height + factors.virtual_size.height
            while not check(app):
                at = factors.scroll_y, factors.current_id
                await app.press("pagedown")
                assert at != (factors.scroll_y, factors.current_id), "the end is never in sight"
            return need


@settings(max_examples=8, phases=[Phase.generate])  # to shrink one would take minutes
@given(
    st.lists(st.integers(0, 40), min_size=3, max_size=30), st.integers(60, 200), st.integers(-3, 1), st.data()
)
def test_it_counts_where_its_last_row_is_in_sight_and_not_before(
    lengths: list[int], columns: int, off: int, data: st.DataObject
) -> None:
    rows = data.draw(st.integers(20, 60))
    need = asyncio.run(needed(lengths, columns, rows))
    asyncio.run(needed(lengths, columns, max(need + off, 20)))


async def test_lines_below_that_grow_take_the_last_rows_out_of_sight_before_they_count() -> None:
    need = await needed([0] * 24, 100, 40)
    for rows in range(need - 3, need + 2):
        await needed([0] * 24, 100, rows)
