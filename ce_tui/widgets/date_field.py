"""A date in three parts, day, month and year. The first part also takes a whole date: "3 apr 2010", "03/04/2010"."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from ce_tui.widgets.field import BESIDE, Field
from ce_tui.widgets.line_input import LineInput
from ce_tui.widgets.speaking import is_quiet

PARTS = (("Day", 14), ("Month", 11), ("Year", 7))


class DateField(Field):
    """Like a Field; its `value` is the three parts joined by "/", or what stands in the first where it stands alone."""

    def __init__(
        self, label: str, value: str = "", *, hint: str = "", beside: int = BESIDE, id: str | None = None
    ) -> None:
        super().__init__(label, "", hint=hint, beside=beside, id=id)
        self._lines = [LineInput(part, max_length=40) for part in _split(value)]
        for line in self._lines:
            line.select_on_focus = True  # what is typed replaces the part
        self._line = self._lines[0]

    def compose(self) -> ComposeResult:
        """Label, three parts, hint, error."""
        label = Static(self.label, classes="field-label", markup=False)
        if self._beside:
            label.styles.width = self._beside
        else:
            yield label
        with Horizontal(classes="field-row"):
            if self._beside:
                yield label
            for (name, width), line in zip(PARTS, self._lines, strict=True):
                line.styles.width, line.styles.max_width = "1fr", width
                yield Static(f"{name} [", classes="date-edge", markup=False)
                yield line
                yield Static("] ", classes="date-edge", markup=False)
        yield from self.remarks()

    @property
    def value(self) -> str:
        """What is typed."""
        return _join([line.value for line in self._lines])

    @value.setter
    def value(self, value: str) -> None:
        """Put a date in, without a message."""
        with self.prevent(Input.Changed):
            for line, part in zip(self._lines, _split(value), strict=True):
                line.value = part

    def drawn(self, value: str) -> str:
        """A date in its three parts."""
        return _join(list(_split(value)))

    @property
    def parts(self) -> str | tuple[str, str, str]:
        """What is typed, as dates are read: a whole date, or three parts."""
        day, month, year = (line.value.strip() for line in self._lines)
        return (day, month, year) if month or year else day

    @property
    def closed(self) -> str:
        """Why nothing can be typed; empty: it can."""
        return self._line.closed

    @closed.setter
    def closed(self, why: str) -> None:
        """Close all three, or open them with no words."""
        for line in self._lines:
            line.closed = why

    @property
    def words(self) -> str:
        """What the status line says: which part, and the whole."""
        said = super().words
        if is_quiet(self):
            return said.removesuffix(self.hint).rstrip() if self.goes_on else said
        return f"{PARTS[self._part][0]}. {said}" if self._part >= 0 else said

    @property
    def goes_on(self) -> bool:
        """Whether another part than the first has the focus: that one has said what is the same for all."""
        return self._part > 0

    @property
    def _part(self) -> int:
        """Which part has the focus; -1: none."""
        return next((at for at, line in enumerate(self._lines) if line.has_focus), -1)

    @property
    def held_words(self) -> str:
        """ "Month: 2.": the part with the focus, and what it holds. From one to another nothing is drawn anew."""
        if self._part < 0 or self._typed_in or not is_quiet(self):
            return ""
        return f"{PARTS[self._part][0]}: {self._lines[self._part].value or 'empty'}."

    @property
    def has_focus_within_line(self) -> bool:
        """Whether the focus is on one of the three."""
        return any(line.has_focus for line in self._lines)

    def _line_left(self) -> None:
        """Left only when the focus goes on from all three."""
        self.call_after_refresh(self._perhaps_left)

    def _perhaps_left(self) -> None:
        if self.is_attached and self.screen.focused not in self._lines:
            self.post_message(self.Left(self))


def _split(value: str) -> tuple[str, str, str]:
    """The parts of an ISO date, of parts joined by "/"; anything else stands in the first."""
    iso = value.split("-")
    if len(iso) == 3 and all(part.isdigit() for part in iso) and len(iso[0]) == 4:
        return str(int(iso[2])), str(int(iso[1])), iso[0]
    parts = [part.strip() for part in value.split("/")]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else (value, "", "")


def _join(parts: list[str]) -> str:
    parts = [part.strip() for part in parts]
    return "/".join(parts) if any(parts[1:]) else parts[0]
