"""What a tier is called, in words that several pathways share: notices and localities. Filled in as a file is read.

`{Tier:red}` is the tier's title ("Red"), `{tier:red}` the same within a sentence ("the red steps").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ce_tui.core.pathway.document.checking import Table, every_text, tables, text
from ce_tui.core.pathway.faults import Fault
from ce_tui.core.pathway.words import TIERS

PLACEHOLDERS = tuple(f"{{{how}:{name}}}" for how in ("Tier", "tier") for name in TIERS)
_PLACEHOLDER = re.compile(r"\{[Tt]ier:[^{}]*\}")


def with_tier_names(value: Any, pathway: Table) -> Any:
    """The value, of decoded TOML, with the names that the pathway's own tiers have. What is unknown stays."""
    names = {text(tier, "name"): text(tier, "title") for _, tier in tables(pathway, "tiers")}
    known = {f"{{Tier:{name}}}": title for name, title in names.items()}
    known |= {f"{{tier:{name}}}": title.lower() for name, title in names.items()}
    return _filled(value, known)


def _filled(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, str):
        return _PLACEHOLDER.sub(lambda found: known.get(found[0], found[0]), value)
    if isinstance(value, dict):
        return {key: _filled(inner, known) for key, inner in value.items()}
    return [_filled(inner, known) for inner in value] if isinstance(value, list) else value


def unnamed(value: object, where: str) -> Iterator[Fault]:
    """A fault for each text that asks for the name of a tier which there is not."""
    for found, at in every_text(value, where):
        if _PLACEHOLDER.search(found):
            yield Fault(at, "holds an unknown placeholder", "one of " + ", ".join(PLACEHOLDERS))
