"""What somebody is told as they come in, before anything else."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.session.jobs.news import unheard
from ce_tui.session.kept_apart import words_kept_apart
from ce_tui.session.session import Session

_AT_THE_FOOT = 180  # characters: three lines of 60 columns


def words_on_entry(session: Session) -> list[str]:
    """Everything, in its order: what became of their words, what is wrong with the store, with the pathways.

    That words were kept apart is said once: to be called where it is heard.
    """
    return [
        *filter(None, [words_kept_apart(session.casebook)]),
        *session.casebook.alerts,
        *session.pathways.remarks,
    ]


def alerts_for_a_box(session: Session) -> Sequence[str]:
    """What is wrong with the store, where the foot of a screen would cut it, or what others did is told over it."""
    alerts = list(session.casebook.alerts)
    is_long = len(" ".join(alerts)) > _AT_THE_FOOT
    return alerts if alerts and (is_long or unheard(session.casebook)) else []
