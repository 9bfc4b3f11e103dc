"""What both front ends say of children's names that a list does not show."""

from __future__ import annotations


def hidden_words(how: str) -> str:
    """That names are hidden. `how`: the key or the word that shows them."""
    return f"Names are hidden: {how} shows them."


def shown_words(how: str) -> str:
    """That they are shown for now. `how`: the key or the word that hides them again."""
    return f"Names are shown until you leave this list or it locks: {how} hides them."


def not_hidden_words(where: str) -> str:
    """Said to whoever would show names that are shown anyway. `where`: the place where that is chosen."""
    return f"Lists show names here. {where} changes that."
