"""The pathways of one open store: what each screening was made with, and what a new one is made with.

A stored screening is read by the SHA-256 in its row, whatever the configuration says by now. What is wrong once it is
old (contacts, hours, the targets of links, the app's own notices) is fresh from the configuration all the same: what
that is stands in `core.pathway.editions`.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui import exit_codes
from ce_tui.core.pathway.document.document import Pathway, naming
from ce_tui.core.pathway.document.editions import freshened
from ce_tui.core.pathway.document.loading import LINKS, Pathways
from ce_tui.core.vault.casebook.open_store import EDITION_GONE, read_source
from ce_tui.core.vault.casebook.records import SourceForNew
from ce_tui.core.vault.errors import StoreUnreadable, VaultError
from ce_tui.files.shown import shown

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.screening import Screening
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.referrals import EarlierScreening


class NoPathway(VaultError):
    """No new screening can be begun: the pathway in use cannot be used, and the store has no edition of it."""

    exit_code = exit_codes.CONFIGURATION


class Editions:
    """The pathways in use as a store has pinned them. Screens ask it as they ask `Pathways`.

    It asks the store once, when it is made. `remarks` is what must be known of the configured files, in sentences;
    `naming` names the areas and tiers of every listed screening.
    Raises VaultError.
    """

    def __init__(self, pathways: Pathways, casebook: Casebook) -> None:
        self._configured = pathways
        self._casebook = casebook
        self._made: dict[bytes, Pathway] = {}
        unsound = {each.file: each.id for each in pathways.unsound if each.file != LINKS}
        sound = {file: pathway_id for file, pathway_id in pathways.files.items() if pathway_id}
        self._instead = casebook.editions.ids_for(sound, unsound)
        in_use = [sound.get(file) or self._instead.get(file, "") for file in pathways.files]
        wanted = in_use or list(pathways.ids)
        self._new: dict[str, SourceForNew] = {}
        self._troubles: list[str] = []
        for pathway_id in filter(None, wanted):
            try:
                found = casebook.editions.for_new(pathway_id)
            except VaultError as error:  # it keeps nobody from the screenings of the others
                self._troubles.append(error.words)
            else:
                if found is not None:
                    self._new[pathway_id] = found
        self._current = wanted[0] if wanted[0] in self._new else ""
        self.remarks = tuple(self._remarks())
        kept: list[Pathway] = []
        with suppress(VaultError):
            kept = [read_source(source) for source in casebook.editions.known()]
        # What is pinned names them, before what the configuration says by now.
        self.naming = naming(self.at_hand, [*kept, *map(pathways.get, pathways.ids)])

    # What new screenings are made with

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that a new screening, or one from a file, can have."""
        return tuple(self._new)

    def get(self, pathway_id: str) -> Pathway:
        """The pathway that a new screening of an id is made with; KeyError if there is none."""
        return self._fresh(self._new[pathway_id].source)

    @property
    def current(self) -> Pathway:
        """The pathway that a new screening is made with. Raises `NoPathway`."""
        if not self._current:
            raise NoPathway(self._no_new)
        return self.get(self._current)

    @property
    def lacks_current(self) -> bool:
        """Whether no new screening can be begun."""
        return not self._current

    def changed(self, pathway_id: str) -> str:
        """Why a new screening of an id is not made with the configured file; empty: it is."""
        return next((words for of, words in self._said() if of == pathway_id), "")

    # What is at hand

    @property
    def at_hand(self) -> Pathway:
        """The current pathway; if there is none, what stands in for it: for lists and choices of areas."""
        return self.get(self._current) if self._current else self._configured.at_hand

    @property
    def to_call(self) -> Pathway:
        """The pathway whose contacts are shown: the configured file's, as fresh as they are; else `at_hand`."""
        return self.at_hand if self._configured.lacks_current else self._configured.to_call

    @property
    def stand_in(self) -> str:
        """What to say beside contacts that are not those of the configured file; else nothing."""
        if not self._configured.lacks_current or not self._current:
            return self._configured.stand_in
        file = shown(Path(self._first_file).name)
        return (
            f"The pathway file {file} cannot be used, so contacts and guidance are as this store kept them last: a "
            "number may have changed since."
        )

    # What a stored screening was made with

    def of(self, screening: Screening) -> Pathway:
        """The edition that a screening was made with. Raises `StoreUnreadable`, `Damaged`, `NotFound`."""
        return self._edition(screening.answers.pathway, *self._casebook.screenings.source_of(screening))

    def of_earlier(self, earlier: EarlierScreening) -> Pathway:
        """The edition of an earlier screening, which is not open."""
        return self._edition(earlier.screening.answers.pathway, earlier.edition, earlier.source)

    def _edition(self, pathway_id: str, named: str, source: bytes | None) -> Pathway:
        if source is not None:
            return self._fresh(source)
        if named or pathway_id not in self._configured.ids:
            raise StoreUnreadable(EDITION_GONE)
        return self._configured.get(pathway_id)

    def _fresh(self, source: bytes) -> Pathway:
        if source not in self._made:
            pinned = read_source(source)
            configured = [self._configured.get(each) for each in self._configured.ids]
            # The configured file of the same id comes first. For what that one lacks, and where it is gone or not
            # sound: the same partnership's other files, whose areas are the same, then the newest source that the
            # store has under the id.
            same = [each for each in configured if each.id == pinned.id]
            others = [
                each for each in configured if each.id != pinned.id and each.publisher == pinned.publisher
            ]
            newest = self._casebook.editions.newest(pinned.id)
            kept = [self._configured.with_links(read_source(newest))] if newest is not None else []
            fresh = [*same, *others, *kept]
            self._made[source] = freshened(self._configured.with_links(pinned), fresh)
        return self._made[source]

    # What to say of the configuration

    def _remarks(self) -> list[str]:
        said = [*self._troubles, *(words for _, words in self._said())]
        for each in self._configured.unsound:
            if each.file == LINKS:
                said.append(f"The configuration is not right. {each.words}")
            elif not self._instead.get(each.file):
                said.append(self._no_new if each.file == self._first_file else _cannot(each.file))
        return said

    def _said(self) -> list[tuple[str, str]]:
        """The ids whose new screenings are not made with the configured file, each with why not."""
        files = {pathway_id: file for file, pathway_id in self._configured.files.items()}
        said = []
        for pathway_id in (each for each, found in self._new.items() if found.changed):
            which = "The pathway that comes with this software"
            if file := files.get(pathway_id):
                which = f"{shown(Path(file).name)}: This file"
            words = (
                f"{which} changed since it was first used: give it a new id. Until then new screenings go on with "
                f"{pathway_id} as it was when it was first used; contacts and links are the new ones."
            )
            said.append((pathway_id, words))
        for file, instead in self._instead.items():
            if instead:
                goes_on = f"Until then new screenings go on with {instead} as it was when it was first used."
                said.append((instead, f"{_cannot(file)} {goes_on}"))
        return said

    @property
    def _first_file(self) -> str:
        return next(iter(self._configured.files), "")

    @property
    def _no_new(self) -> str:
        return f"No new screening can be begun. {_cannot(self._first_file)} Contacts and 999 stay open."


def _cannot(file: str) -> str:
    return (
        f"The pathway file {shown(Path(file).name)} cannot be used: ce-tui doctor says what is wrong with it."
    )
