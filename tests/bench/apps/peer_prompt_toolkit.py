"""Eleven boxes to tick, as prompt_toolkit makes them. Their texts are the arguments."""

from __future__ import annotations

import sys

from prompt_toolkit.application import Application
from prompt_toolkit.layout import Layout
from prompt_toolkit.widgets import CheckboxList

Application(Layout(CheckboxList([(text, text) for text in sys.argv[1:]])), full_screen=True).run()
