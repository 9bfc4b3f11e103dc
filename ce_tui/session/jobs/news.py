"""What others did is told as somebody comes in, and counts as told only once it was read."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import VaultError
from ce_tui.session.asker import Asker
from ce_tui.session.words.news import news_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


_ONE_BY_ONE = 4


def unheard(casebook: Casebook) -> list[str]:
    """What is to be told, in words. A store that cannot say so is no reason not to come in."""
    try:
        return [news_words(each) for each in casebook.telling.unheard()]
    except VaultError:
        return []


def was_heard(casebook: Casebook) -> None:
    """It was read. Where that cannot be kept it is told again the next time."""
    with suppress(VaultError):
        casebook.telling.heard()


async def tell_news(asker: Asker, casebook: Casebook) -> None:
    """Tell it, one thing after the other, or where there are many all at once.

    Whoever is cut off before the last is told again the next time.
    """
    news = unheard(casebook)
    for words in news if len(news) <= _ONE_BY_ONE else ["\n\n".join(news)]:
        await asker.tell(words)
    if news:
        was_heard(casebook)
