"""Eleven boxes to tick, as urwid makes them. Their texts are the arguments."""

from __future__ import annotations

import sys

import urwid

boxes = [urwid.CheckBox(text) for text in sys.argv[1:]]
urwid.MainLoop(urwid.ListBox(urwid.SimpleFocusListWalker(boxes)), handle_mouse=False).run()
