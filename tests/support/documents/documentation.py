"""README.md and the pages of docs/ as a reader has them: what there is to type, to click and to look up.

for page in pages():
    for block in page.blocks: ...
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from support.checkout import CHECKOUT

_ENDS = frozenset(("|", "||", "&&", ";"))
_REDIRECTIONS = frozenset((">", ">>", "<"))


@dataclass(frozen=True)
class Block:
    """A block of code. `kind` is what stands after its fence: "sh", "sh root", "toml" and so on."""

    kind: str
    text: str

    @property
    def lines(self) -> list[str]:
        """What is typed, a line each; what goes on after a backslash is one."""
        return [line for line in self.text.replace("\\\n", " ").splitlines() if line.strip()]


@dataclass(frozen=True)
class Page:
    """One page, by its place in the checkout."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        return self.path.relative_to(CHECKOUT).as_posix()

    @cached_property
    def _tokens(self) -> list[Token]:
        return MarkdownIt("commonmark").enable("table").parse(self.text)

    @cached_property
    def _inline(self) -> list[Token]:
        return [each for token in self._tokens for each in token.children or ()]

    @property
    def blocks(self) -> list[Block]:
        """Every block of code, in order; one that is only indented is of no kind."""
        return [
            Block(token.info.strip(), token.content)
            for token in self._tokens
            if token.type in ("fence", "code_block")
        ]

    @property
    def code(self) -> list[str]:
        """What stands in backticks within the text."""
        return [token.content for token in self._inline if token.type == "code_inline"]

    @property
    def links(self) -> list[str]:
        """Where links and pictures lead."""
        named = [token.attrGet("href") or token.attrGet("src") for token in self._inline]
        return [str(target) for target in named if target]

    @property
    def anchors(self) -> set[str]:
        """The anchors of the headings, as a forge makes them."""
        return {_anchor(self._plain(token)) for token in self._after("heading_open")}

    @property
    def sentences(self) -> list[str]:
        """What is said in paragraphs and lists, a sentence each, as one hears it."""
        texts = [self._plain(token) for token in self._after("paragraph_open")]
        return [each for text in texts for each in re.split(r"(?<=[.:;])\s+", " ".join(text.split())) if each]

    def table(self, first_heading: str) -> list[list[Token]]:
        """The cells of the rows of the table whose first column has this heading. Fails where there is none."""
        rows: list[list[Token]] = []
        for token in self._tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "table_close":
                if self._plain(rows[0][0]) == first_heading:
                    return rows[1:]
                rows = []
            elif token.type == "inline" and rows:
                rows[-1].append(token)
        raise AssertionError(f"{self.name} has no table of “{first_heading}”")

    def _after(self, kind: str) -> Iterator[Token]:
        following = zip(self._tokens, self._tokens[1:], strict=False)
        return (inside for token, inside in following if token.type == kind)

    @staticmethod
    def _plain(token: Token) -> str:
        return "".join(
            " " if each.type == "softbreak" else each.content
            for each in token.children or ()
            if each.type != "image"
        )


def page(name: str) -> Page:
    """A page by its place in the checkout."""
    return Page(CHECKOUT / name, (CHECKOUT / name).read_text("utf-8"))


def pages() -> list[Page]:
    """The README and everything in docs/."""
    return [
        page("README.md"),
        *(page(f"docs/{path.name}") for path in sorted((CHECKOUT / "docs").glob("*.md"))),
    ]


def in_backticks(cell: Token) -> list[str]:
    """What stands in backticks in the cell of a table."""
    return [each.content for each in cell.children or () if each.type == "code_inline"]


def commands_of(line: str) -> list[list[str]]:
    """The commands of a line that is typed into a shell, each as its words, without variables and redirections."""
    words = shlex.shlex(re.sub(r"\$\([^)]*\)", "x", line), posix=True, punctuation_chars=True)
    words.commenters, words.whitespace_split = "#", True
    found: list[list[str]] = [[]]
    skip = False
    for word in words:
        if word in _ENDS:
            found.append([])
        elif word in _REDIRECTIONS:
            skip = True
        elif skip:
            skip = False
        elif found[-1] or not re.fullmatch(r"[A-Z_]+=.*", word):
            found[-1].append(word)
    return [command for command in found if command]


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
