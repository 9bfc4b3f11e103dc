"""Text that would do harm on a terminal if it got there: what people paste, and what an older store might hold."""

from __future__ import annotations

ESCAPES = (
    "\x1b]0;title\x07 \x1b]2;title\x1b\\ \x1b]52;c;aGFsbG8=\x07 \x1b]8;;https://example.org\x1b\\link \x1b[2J "
    "\x1b[31m \x1b[?1003h \x1b[5n \x1bP+q544e\x1b\\ \x1b_x\x1b\\ \x1b^x\x1b\\ \x1bc \x1b(0"
)
CONTROLS = "\x9b31m \x9d0;t\x9c \x90x\x9c \x85 \x00\x01\x05\x07\x08\x0b\x0c\x0e\x0f\x7f"
HIDDEN = (
    "\u202eevil\u202c \u2066x\u2069 \u200e\u200f\u061c \u2028 \u2029 \ufeff \u2060 \u00ad \ufff9x\ufffb "
    "\U000e0041"
)
MARKUP = "[b]x[/b] [/b] [red]x[/] [@click=app.bell]x[/] [link=x] [A3] \\[x $x &amp; {x} %s"
HARM = f"{ESCAPES} {CONTROLS} {HIDDEN} {MARKUP}"
SURROGATES = "\ud800 \udfff \udc80"
"""For pasting; no store takes them."""

TYPED = "\x85\x9b31m\x9d0;t\x9c\u202eq\u202c\u2066\u200f\u2028\ufeff\U000e0041\u00ad[b]"
"""What can be typed letter by letter: no C0, which are keys."""
