"""`ce-tui blank`: the empty form of a locality, to print and fill in by hand. No store, no sign-in."""

from __future__ import annotations

import click

from ce_tui.cli.localities import in_pathway
from ce_tui.cli.options import current_pathway, force_option, output_option
from ce_tui.cli.referral_file import Goal, write
from ce_tui.cli.takes import LOCALITY
from ce_tui.core.referral.content.blank import blank as empty_form


@click.command()
@click.argument("locality", type=LOCALITY)
@output_option
@force_option
def blank(locality: str, out: str, force: bool) -> None:
    """Write the empty form of LOCALITY, to be filled in by hand.

    It is a PDF, or plain text where OUT ends in .txt.
    """
    pathway = current_pathway()
    chosen = in_pathway(pathway, locality)
    write(empty_form(chosen.id, pathway), Goal(out, force, open=True))
