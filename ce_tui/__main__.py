"""Starts the app: `ce-tui` and `python -m ce_tui`."""

from __future__ import annotations

import sys

from ce_tui.cli.front import open_app, open_lines
from ce_tui.cli.running import run
from ce_tui.session.departure import words_after


def main() -> None:
    """Run one command, or without any the full-screen app; ends the process with the command's code.

    Start-up is a budget, so for the app and for the line mode nothing of the command line but its error handling is
    imported.
    """
    arguments = sys.argv[1:]
    after = words_after(arguments)
    if arguments == ["lines"] or (after and arguments[0] == "lines"):
        code = run(lambda: open_lines(after=after))
    elif arguments and not after:
        from ce_tui.cli.group import command_line

        code = run(lambda: command_line(arguments), demo=arguments[0] == "demo")
    else:
        code = run(lambda: open_app(after))
    sys.exit(code)


if __name__ == "__main__":
    main()
