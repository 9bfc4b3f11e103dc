"""What somebody is told as they come in, before anything else."""

from __future__ import annotations

from ce_tui.session.kept_apart import words_kept_apart
from ce_tui.session.session import Session


def words_on_entry(session: Session) -> list[str]:
    """Everything, in its order: what became of their words, what is wrong with the store, with the pathways.

    That words were kept apart is said once: to be called where it is heard.
    """
    return [
        *filter(None, [words_kept_apart(session.casebook)]),
        *session.casebook.alerts,
        *session.pathways.remarks,
    ]
