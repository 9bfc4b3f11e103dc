"""What can be said or done about a screening at any time, from wherever one is: the words, then where it shows."""

from __future__ import annotations

from ce_tui.commands.key_names import say_key
from ce_tui.core.pathway.answers.danger import DangerName
from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.host import Host
from ce_tui.screens.screening.form import FormScreen
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.screens.screening.unasked import CalmAsker
from ce_tui.session.draft import Draft
from ce_tui.session.idle import call_words
from ce_tui.session.jobs.danger import say_or_take_back
from ce_tui.session.jobs.taking_over import take_over


def call_lock_words(app: Host) -> str:
    """When it locks while somebody phones, where that is later than else."""
    return call_words(app.seat.idle.times, say_key(app.surroundings.keys.key_of("lock")))


async def say_danger(app: Host, draft: Draft, name: DangerName) -> None:
    """Say that there is danger, or take it back: then the result says what follows. Only from a worker.

    A No is said where one is.
    """
    result = await say_or_take_back(DialogAsker(app), draft, name)
    if result.done and getattr(draft.answers, name) is not False:
        app.show_section("result", greeting=result.words)
        return
    if result.done and isinstance(app.screen, SectionScreen):
        app.screen.show_changed()
    if result.done and isinstance(app.screen, FormScreen):
        app.screen.show_said(name)
    if result.words:
        app.greet(result.words)


async def change_it_here(app: Host, draft: Draft, section: str, at: str) -> None:
    """Take the screening over, or settle what someone else's save came before. Only from a worker.

    `section` and `at`: where one is.
    """
    result = await take_over(CalmAsker(app), draft)
    if result.done:
        app.show_section(section, at, result.words)
    elif result.words:
        app.greet(result.words)
