"""What looks like a factor's ID, and is none of this pathway."""

from __future__ import annotations

import re

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.factor_ids import meant


def no_such_id(line: str, pathway: Pathway) -> str:
    """ "There is no R03 in this pathway. R3 is there: type R3 to go to it."; empty where it looks like no ID.

    Nothing is taken for another ID without being asked.
    """
    typed = line.strip().upper()
    looks = re.fullmatch(r"([A-Z])\d{1,3}", typed, re.ASCII)
    if looks is None or not any(id.startswith(looks[1]) for id in pathway.factors):
        return ""
    near = meant(typed, pathway)
    there = f" {near} is there: type {near} to go to it." if near else ""
    return f"There is no {typed} in this pathway.{there}"
