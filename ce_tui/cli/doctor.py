"""`ce-tui doctor`: what works here, what does not, what to do about it."""

from __future__ import annotations

import click
import msgspec

from ce_tui import doctor as examination
from ce_tui.cli.options import json_option
from ce_tui.cli.output import say, say_json
from ce_tui.files.shown import shown


@click.command()
@json_option
def doctor(as_json: bool) -> int:
    """Say what works here, and what to do about the rest.

    It looks at this machine, terminal, locale and configuration.
    """
    findings = examination.examine()
    if as_json:
        say_json(msgspec.to_builtins(findings))
    else:
        for finding in findings:
            say(f"{finding.kind:<6} {shown(finding.words)}")
            if finding.remedy:
                say(f"       To do: {shown(finding.remedy)}")
    return examination.exit_code(findings)
