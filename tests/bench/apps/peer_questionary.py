"""Eleven boxes to tick, as questionary makes them. Their texts are the arguments."""

from __future__ import annotations

import sys

import questionary

questionary.checkbox("Which of these?", choices=sys.argv[1:]).ask()
