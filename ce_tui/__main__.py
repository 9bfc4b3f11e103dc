"""Starts the app: `ce-tui` and `python -m ce_tui`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run one command, or without any the full-screen app; ends the process with the command's code.

    Start-up is a budget, so for the app and for the line mode nothing of the command line but its error handling is
    imported.
    """
    from ce_tui.cli.running import run
    from ce_tui.session.departure import is_fresh_start, words_after

    arguments = sys.argv[1:]
    if arguments == ["lines"]:
        from ce_tui.cli.front import open_lines

        code = run(open_lines)
    elif arguments and not is_fresh_start(arguments):
        from ce_tui.cli.group import command_line

        code = run(lambda: command_line(arguments), demo=arguments[0] == "demo")
    else:
        from ce_tui.cli.front import open_app

        code = run(lambda: open_app(words_after(arguments)))
    sys.exit(code)


if __name__ == "__main__":
    main()
