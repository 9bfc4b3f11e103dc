"""Questions of the interview as a form: choices in words, lines to type in, dates. It holds no rule.

Each reply goes out as `Replied`; what is typed goes out key by key, so that the screen can keep it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.horizontal import HorizontalLayout
from textual.layouts.vertical import VerticalLayout
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.shape import MAX_FIELD, MAX_REASON
from ce_tui.core.pathway.words import Choice
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import CheckedForm, ChoiceList, CutText
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import TWO_FROM, Noted, Paged, bindings_for, is_quiet
from ce_tui.widgets.text_area import DateField

SIDE_BY_SIDE = ("yours", "child")
"""Two groups of questions that follow each other, and stand side by side where a form has room."""
TWO_COLUMNS = 86
"""Cells from which two groups have room beside each other, each with its labels, its dates and lines to type in."""
_SHARE = 2, 5
"""What of them the first group takes: it has no date."""
_GAP = 2
_LINE = 22
"""Cells that a line needs beside its label, with its edges; with fewer the label stands above it."""
_VERTICAL, _HORIZONTAL = VerticalLayout(), HorizontalLayout()


class GroupColumns(Container):
    """Two groups of widgets: one below the other, or where there is room the second at the right of the first.

    Each is in a container of its own, so that all of the first can be gone to before any of the second.
    """

    def __init__(self, first: Iterable[Widget], second: Iterable[Widget]) -> None:
        super().__init__(*(Vertical(*group, classes="form-column") for group in (first, second)))
        self.styles.set_rule("layout", _Columns())


class _Columns(Layout):
    """One child below the other, or two of them beside each other."""

    name = "columns"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        if size.width < TWO_COLUMNS or parent.app.size.width < TWO_FROM or is_quiet(parent):
            return _VERTICAL.arrange(parent, children, size, greedy)
        left = (size.width - _GAP) * _SHARE[0] // _SHARE[1]
        right = size.width - _GAP - left
        first = _VERTICAL.arrange(parent, children[:1], Size(left, size.height), greedy)
        second = _VERTICAL.arrange(parent, children[1:], Size(right, size.height), greedy)
        return first + WidgetPlacement.translate(second, Offset(left + _GAP, 0))


class FoldingField(Field):
    """A field whose label stands above its line if the line has too little room beside it."""

    def on_mount(self) -> None:
        if self._beside:
            self.styles.set_rule("layout", _FoldingRemarks(self._beside))
            self.query_one(".field-row").styles.set_rule("layout", _FoldingRow(self._beside))

    def remarks(self) -> ComposeResult:
        """The lines under it; the layout moves them to where the line begins."""
        for line in super().remarks():
            line.styles.padding = 0
            yield line


class _Folding(Layout):
    """Lays out by whether a label has room beside its line."""

    def __init__(self, beside: int) -> None:
        self._beside = beside

    def has_room(self, widget: Widget, size: Size) -> bool:
        """Whether the label stands beside the line: always so in the display for screen readers."""
        return size.width - self._beside >= _LINE or is_quiet(widget)


class _FoldingRow(_Folding):
    """A label and what stands beside it, or below it."""

    name = "folding-row"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        if self.has_room(parent, size):
            return _HORIZONTAL.arrange(parent, children, size, greedy)
        label = _VERTICAL.arrange(parent, children[:1], size, greedy)
        below = _HORIZONTAL.arrange(parent, children[1:], size, greedy)
        return label + WidgetPlacement.translate(below, Offset(0, _bottom(label)))


class _FoldingRemarks(_Folding):
    """A row with a label and a line, and below it remarks that begin where the line does."""

    name = "folding-remarks"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        row = _VERTICAL.arrange(parent, children[:1], size, greedy)
        left = self._beside if self.has_room(parent, size) else 0
        below = _VERTICAL.arrange(parent, children[1:], Size(size.width - left, size.height), greedy)
        return row + WidgetPlacement.translate(below, Offset(left, _bottom(row)))


def _bottom(placed: Sequence[WidgetPlacement]) -> int:
    return max((each.region.bottom + each.margin.bottom for each in placed), default=0)


NOT_ANSWERED = Choice("", "Not answered")
"""The third answer to what is asked with yes or no: chosen while nothing was said, and what takes an answer back."""
ABOVE = 24  # cells for a label beside its line; a longer one stands above it


class Words(NamedTuple):
    """A line of words between questions. `strong`: a heading. `group`: of the questions that it belongs to."""

    text: str
    strong: bool = False
    group: str = ""


class QuestionForm(CheckedForm, can_focus=False):
    """Questions, and words or widgets between them, in order. `value` gives what a question's widget holds at first;
    `end` stands below them. `closed`: why nothing can be typed, in words; empty: it can.

    Space, Y and N answer and stay; X takes an answer back where a question may stay open, which the screen decides.
    Enter goes on from what stands as the answer, and never takes it back; another answer it chooses first.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("form")

    @dataclass(eq=False, repr=False)
    class Replied(Message):
        """A question was replied to. `typing`: more may follow, so nothing is said about it yet."""

        question: Question
        typed: str | tuple[str, ...]
        typing: bool

    @dataclass(eq=False, repr=False)
    class Left(Message):
        """The focus left a line that is typed in."""

        question: Question

    def __init__(
        self,
        parts: Sequence[Question | Words | Widget],
        value: Callable[[str], str],
        *,
        closed: str = "",
        end: Widget | None = None,
        widget_id: str | None = None,
    ) -> None:
        super().__init__(id=widget_id)
        self._parts = parts
        self._value = value
        self._why_closed = closed
        self._end = end
        self.questions: dict[str, Question] = {}
        # By Enter: the list, and the item that was current there.
        self._came_to: tuple[Widget | None, str] = None, ""
        self._widgets: dict[str, Field | ChoiceList] = {}

    def compose(self) -> ComposeResult:
        for in_columns, parts in groupby(self._parts, lambda part: self._column(part) is not None):
            columns: tuple[list[Widget], list[Widget]] = ([], [])
            for part in parts:
                columns[self._column(part) or 0].extend(self._shown(part))
            if in_columns:
                yield GroupColumns(*columns)
            else:
                yield from columns[0]
        if self._end is not None:
            yield self._end

    @staticmethod
    def _column(part: Question | Words | Widget) -> int | None:
        """In which of the two groups beside each other it stands; None: in neither."""
        group = "" if isinstance(part, Widget) else part.group
        return SIDE_BY_SIDE.index(group) if group in SIDE_BY_SIDE else None

    def _shown(self, part: Question | Words | Widget) -> Iterator[Widget]:
        if isinstance(part, Widget):
            yield part
        elif isinstance(part, Words):
            yield CutText(part.text, classes="form-heading" if part.strong else "form-words", markup=False)
        else:
            self.questions[part.id] = part
            yield from self._asked(part)

    def _asked(self, question: Question) -> Iterator[Widget]:
        value = self._value(question.id)
        item_id = widget_id(question.id)
        widget: Field | ChoiceList
        if question.options:
            yield Static(_asked_words(question), classes="form-question", markup=False)
            choices = [*question.options, *([NOT_ANSWERED] if question.kind == "yes-no" else [])]
            widget = ChoiceList(choices, value, label=question.label, draw_label=False, widget_id=item_id)
        else:
            if question.kind == "date":
                widget = DateField(question.label, value, hint=question.hint, beside=0, widget_id=item_id)
            else:
                is_long = question.kind == "multiline" or question.id.endswith(".reason")
                widget = FoldingField(
                    question.label,
                    value,
                    hint=question.hint,
                    max_length=MAX_REASON if is_long else MAX_FIELD,
                    beside=0 if len(question.label) > ABOVE else ABOVE,
                    widget_id=item_id,
                )
            widget.closed, widget.place = self._why_closed, self._place(question.id)
        self._widgets[question.id] = widget
        yield widget

    def ask_again(self, question: Question) -> None:
        """Put a question in other words, where they are others."""
        if question == self.questions[question.id]:
            return
        self.questions[question.id] = question
        widget = self._widgets[question.id]
        if isinstance(widget, Field):
            widget.label, widget.hint = question.label, question.hint
        else:
            widget.label = question.label
            if isinstance(above := self._above(widget), Static):
                above.update(_asked_words(question))

    def widget(self, question_id: str) -> Field | ChoiceList | None:
        """What a question is replied to with; None where it is not asked."""
        return self._widgets.get(question_id)

    def fill(self, question_id: str, value: str) -> None:
        """Put a value into a line, without a reply."""
        widget = self._widgets[question_id]
        if isinstance(widget, Field):
            widget.value = value

    def question_of(self, widget: Widget) -> Question:
        """The question of a widget."""
        return next(self.questions[item_id] for item_id, other in self._widgets.items() if other is widget)

    @property
    def current(self) -> str:
        """The id of the question that has the focus; empty: none."""
        within = (key for key, widget in self._widgets.items() if widget.has_focus or widget.has_focus_within)
        return next(within, "")

    def place_of(self, widget: Widget) -> str:
        """The place of its question: "2 of 6"."""
        return self._place(self.question_of(widget).id)

    def _place(self, question_id: str) -> str:
        ids = [part.id for part in self._parts if isinstance(part, Question)]
        return f"{ids.index(question_id) + 1} of {len(ids)}"

    def words_of_choice(self, choices: ChoiceList, item: Item) -> str:
        """What the status line says of a choice: with its question's place."""
        place = self.place_of(choices)
        if is_quiet(self):
            return choices.state_first(item, f"{place}.")
        return f"{item.words}. Question {place}."

    def words_of_field(self, field: Field, words: str) -> str:
        """What the status line says of a line to type in. `words`: the line's own, and what belongs to them."""
        if isinstance(field, DateField) and field.goes_on and is_quiet(self):
            return f"{field.held_words}\n{field.words}".strip()
        place = "" if field.says_place else f"Question {self.place_of(field)}."
        return f"{field.held_words}\n{words} {place}".strip()

    def show_whole(self, widget: Widget) -> None:
        """Scroll so that a field's label, hint and error can be read with it."""
        self.scroll_to_widget(widget, animate=False, immediate=True)

    def action_answer(self, value: str) -> None:
        """Answer with "yes" or "no", where that can be chosen."""
        widget = self._widgets.get(self.current)
        if isinstance(widget, ChoiceList) and widget.go_to(value):
            widget.pick(value)
        elif isinstance(widget, ChoiceList):
            self.post_message(Noted(f"There is no {value} to choose here"))

    def action_clear(self) -> None:
        """Take the current choice back."""
        widget = self._widgets.get(self.current)
        if isinstance(widget, ChoiceList) and widget.chosen:
            self.post_message(self.Replied(self.questions[self.current], "", False))

    # Messages

    def on_marked_list_picked(self, event: ChoiceList.Picked) -> None:
        """A choice. A key that is held down answers one question: Enter that came to an answer does not choose it."""
        event.stop()
        question = self.question_of(event.list)
        goes_on = event.again or not event.id or self._came_to == (event.list, event.id)
        if event.by_enter and goes_on:
            if isinstance(event.list, ChoiceList):
                event.list.chosen = self._value(question.id)
            self._go_on()
        elif event.id or not event.again:
            self.post_message(self.Replied(question, event.id, False))

    def _go_on(self) -> None:
        there = self.screen.focus_next()
        at = there.current if isinstance(there, ChoiceList) else None
        self._came_to = there, at.id if at is not None else ""

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Whoever comes back by another key is where they wanted to be."""
        if event.widget is self._came_to[0]:
            self._came_to = None, ""

    def on_paged(self, event: Paged) -> None:
        """The page keys of its lists are its own."""
        event.stop()
        self._page(event.by)

    def action_page_down(self) -> None:
        """A page of questions on."""
        self._page(1)

    def action_page_up(self) -> None:
        """A page of questions back."""
        self._page(-1)

    def _page(self, by: int) -> None:
        """To the question that stands a page further down or up; to the next one where none is as near.

        All that lies between is seen then. Whoever only hears goes to the next one, so that none is passed over.
        """
        stops = [each for each in self.screen.focus_chain if self in each.ancestors]  # what is shown
        here = next((at for at, each in enumerate(stops) if each.has_focus), None)
        if here is None:
            return
        page = max(self.size.height - 2, 1)
        ahead = stops[here + 1 :] if by > 0 else stops[:here][::-1]
        near = list(takewhile(lambda each: self._apart(each, stops[here]) <= page, ahead))
        if found := (not is_quiet(self) and near) or ahead[:1]:
            there = found[-1]
            there.focus(scroll_visible=False)  # else it stands in the middle, with half a page out of sight
            self.show_whole(there if by > 0 else self._above(there))

    @staticmethod
    def _apart(one: Widget, other: Widget) -> int:
        """How many rows both take with all that lies between."""
        return max(one.region.bottom, other.region.bottom) - min(one.region.y, other.region.y)

    def on_field_changed(self, event: Field.Changed) -> None:
        """Something typed: not what stood there as it was drawn."""
        event.stop()
        if event.value != event.field.drawn(self._value(self.question_of(event.field).id)):
            self._typed(event.field)

    def _typed(self, field: Field) -> None:
        typed = field.parts if isinstance(field, DateField) else field.value
        self.post_message(self.Replied(self.question_of(field), typed, True))

    def on_field_left(self, event: Field.Left) -> None:
        """A pause in the typing."""
        event.stop()
        self.post_message(self.Left(self.question_of(event.field)))

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter takes what stands there, and goes on to the next question."""
        event.stop()
        self._typed(event.field)
        self._go_on()

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """Keep the question's words in view together with its choices."""
        if event.list in self._widgets.values() and event.list.has_focus and event.list.position[0] == 1:
            self.show_whole(self._above(event.list))

    def _above(self, widget: Widget) -> Widget:
        children = list(widget.parent.children) if widget.parent else [widget]
        return children[max(children.index(widget) - 1, 0)]


def _asked_words(question: Question) -> Content:
    """The question, and what helps with it."""
    hint = f" ({question.hint})" if question.hint else ""
    return Content.assemble((question.label, "bold"), (hint, "$hint"))


def widget_id(question_id: str) -> str:
    """A question's id as that of a widget."""
    return "q-" + question_id.replace(".", "-")
