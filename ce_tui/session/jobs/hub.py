"""The hub's name, which every header shows, and its usual area, which a new screening has chosen beforehand."""

from __future__ import annotations

from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.gate import area_of
from ce_tui.session.jobs.doing import was_done
from ce_tui.session.station import Station
from ce_tui.session.words.hub import KEPT


async def name_hub(asker: Asker, station: Station, name: str, area: str) -> JobResult:
    """Keep both. `name` may be empty; `area`: as `usual_areas` offers them."""
    casebook = station.session.casebook
    done = await was_done(asker, "Keeping it.", lambda: casebook.people.set_hub(name.strip(), area_of(area)))
    return JobResult(done, KEPT if done else "")
