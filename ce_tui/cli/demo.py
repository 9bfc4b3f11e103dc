"""`ce-tui demo`: the app over a throw-away store with made-up screenings."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ce_tui.cli.front import need_terminal
from ce_tui.cli.patience import patiently
from ce_tui.core.pathway.faults import InputInvalid
from ce_tui.core.strict_json import parse_as
from ce_tui.session.demo import made_up, throw_away_store
from ce_tui.session.departure import BACK, WALKED, begin_afresh
from ce_tui.settings.config import ConfigInvalid, load_config
from ce_tui.terminal.safety import clean_environment, show_what_is_typed
from ce_tui.terminal.standard_streams import has_plain_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ce_tui.lines.run import Beginning
    from ce_tui.session.session import Session
    from ce_tui.session.walk import Walk
    from ce_tui.settings.config import Config

_FILLING = "Making the made-up screenings."


@click.command()
@click.option("--walk", is_flag=True, help="Begin with a walk through the app, in six steps.")
@click.option("--lines", is_flag=True, help="A line at a time, as ce-tui lines is.")
@click.option(BACK, "chosen", metavar="JSON", hidden=True)
def demo(walk: bool, lines: bool, chosen: str | None) -> int:
    """Try the app with made-up screenings; nothing stays."""
    from ce_tui.session import walked
    from ce_tui.session.walk import Walk

    if chosen is None:
        return _demo(Walk() if walk else None, lines=lines)
    preferences = parse_as(chosen, dict[str, str])
    mark = preferences.pop(walked.WALK, "")
    led_to = walked.walk_from(mark)
    with _silent():
        code = _demo(led_to, preferences, lines=lines)
    if code == 0:
        back = WALKED.marked(walked.coming_back(mark, led_to))
        begin_afresh(back.by("lines", *_options(preferences)) if lines else back)
    return code


def _options(chosen: dict[str, str]) -> Iterator[str]:
    """The options with which the line mode was begun that led here."""
    from ce_tui.session.walked import COLUMNS
    from ce_tui.settings.preferences import ASCII

    if chosen.get(ASCII.name):
        yield "--ascii"
    if columns := chosen.get(COLUMNS):
        yield from ("--columns", columns)


def _demo(walk: Walk | None, chosen: dict[str, str] | None = None, *, lines: bool) -> int:
    plain = lines or has_plain_terminal()
    if not plain:
        need_terminal()

    clean_environment()  # before Textual is imported: its variables act at import

    from ce_tui.session.session import Session

    config = _for_the_made_up(load_config())
    pathways = config.pathways()
    with ExitStack() as opened:
        with patiently(_FILLING) if plain else nullcontext():
            home, casebook = opened.enter_context(throw_away_store(pathways))
        session = Session(casebook, pathways)

        def on_screen(going_on: Session | None) -> int:
            from ce_tui.app.run import run

            return run(config, home, going_on, walk=walk, chosen=chosen)

        if plain:
            from ce_tui.lines.process import run as run_lines

            return run_lines(config, home, _beginning(session, walk, chosen or {}), on_screen)
        return on_screen(session)


def _for_the_made_up(config: Config) -> Config:
    """A configuration; without its pathways where the made-up screenings are of none of them: then that is in use which
    comes with the app.
    """
    with suppress(ConfigInvalid, InputInvalid):
        made_up(config.pathways())
        return config
    return replace(config, pathway_files=(), links={})


def _beginning(session: Session, walk: Walk | None, chosen: dict[str, str]) -> Beginning:
    """The line mode over the made-up people, as it was where it was led to from."""
    from ce_tui.lines.run import Beginning
    from ce_tui.session.walked import COLUMNS
    from ce_tui.settings.preferences import ASCII, KEYS

    if keys := chosen.get(KEYS.name):
        session.casebook.preferences.set(KEYS.name, keys)
    return Beginning(
        session=session,
        demo=True,
        walk=walk,
        ascii_only=bool(chosen.get(ASCII.name)),
        columns=int(chosen.get(COLUMNS) or 0),
    )


@contextmanager
def _silent() -> Iterator[None]:
    """The terminal was left silent for this; where nothing follows it shows again what is typed."""
    followed = False
    try:
        yield
        followed = True
    finally:
        if not followed:
            show_what_is_typed()
