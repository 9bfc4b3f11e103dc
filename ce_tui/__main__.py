"""Starts the app: `ce-tui` and `python -m ce_tui`."""

from __future__ import annotations

import sys
from typing import NoReturn

from ce_tui.cli.running import open_app, open_lines, run
from ce_tui.exit_codes import INTERRUPTED, OUR_FAULT
from ce_tui.session.terminal_state import words_after
from ce_tui.terminal.safety import drop_python_variables, end_process


def main() -> NoReturn:
    """Run one command, or without any the full-screen app; ends the process with the command's code."""
    drop_python_variables()
    code: object = OUR_FAULT
    arguments = sys.argv[1:]
    try:
        after = words_after(arguments)
        # Start-up is a budget: the app and the line mode import nothing of the command line but its error handling.
        if arguments == ["lines"] or (after and arguments[0] == "lines"):
            code = run(lambda: open_lines(after=after))
        elif arguments and not after:
            from ce_tui.cli.group import command_line

            code = run(lambda: command_line(arguments), demo=arguments[0] == "demo")
        else:
            code = run(lambda: open_app(after))
    except SystemExit as ended:
        code = ended.code
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        end_process(code)


if __name__ == "__main__":
    main()
