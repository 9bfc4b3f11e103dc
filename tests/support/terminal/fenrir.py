"""Somebody who hears the app: a real screen reader, Debian's Fenrir, between the app and the terminal.

`scripts/system_packages.sh test` unpacks it into build/fenrir, as root on Debian; it is neither installed nor started.
Its sounds are off, and what it would hand to a synthesiser is written down (tests/support/terminal/fenrir_voice.py).

Where root runs it, it goes before all that runs beside it (chrt): kept waiting for 50 ms, it would take the line that
is typed in, and what follows from it, for one picture.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.terminal.pty_screen import ESCAPE
from support.terminal.walker import Shown, State, Walker

UNPACKED = CHECKOUT / "build" / "fenrir"
_PYTHON = "/usr/bin/python3"
_PACKAGES = UNPACKED / "usr/lib/python3/dist-packages"
_VOICE = Path(__file__).with_name("fenrir_voice.py")
_LONGEST = 120.0
_TIME = b"\x1b[24;3~"
"""Fenrir's own key for the time of day: it says FENCE, after all that came before."""
_PASS_ON = b"\x1b:"
"""Its key before one that it would keep for itself, as Esc."""
_FENCE = "fence"
_NOISE = ("bypass", "has attribute")
"""What Fenrir says of itself; the last of a cell that was ever written to, whatever it looks like (its pty driver)."""


@cache
def _runs() -> bool:
    if not (UNPACKED / "usr/bin/fenrir").exists() or not Path(_PYTHON).exists():
        return False
    code = "import daemonize, dbus, pyte, fenrirscreenreader.core.fenrirManager"
    env = os.environ | {"PYTHONPATH": str(_PACKAGES)}
    return subprocess.run([_PYTHON, "-c", code], env=env, capture_output=True, check=False).returncode == 0


_MUST_RUN = os.environ.get("CI") == "true" and os.geteuid() == 0
needs_fenrir = pytest.mark.skipif(
    not _MUST_RUN and not _runs(), reason="Fenrir is not unpacked: scripts/system_packages.sh test, as root"
)


class Listener(Walker):
    """The app as a Walker has it, heard through Fenrir. What is on `term` is Fenrir's and not to be looked at."""

    def __init__(
        self, home: Path, *arguments: str, env: Mapping[str, str | None] | None = None, folder: Path
    ) -> None:
        assert _runs(), "Fenrir is not there: scripts/system_packages.sh test, as root on Debian, unpacks it"
        self._heard = folder / "heard"
        self._heard.write_text("")
        self._read_to, self._at = 0, 0
        self._spoken: list[str | None] = []
        self._shown: list[Shown] = []
        launcher = folder / "fenrir.sh"
        launcher.write_text(_launcher(folder))
        launcher.chmod(0o755)
        super().__init__(home, *arguments, start=[str(launcher)], env=dict(env or {}), columns=80, rows=24)

    def __exit__(self, *_: object) -> None:
        """End Fenrir with the process it has beside it, which would go on, and the app in it."""
        with suppress(ProcessLookupError):
            os.killpg(self.term.pid, signal.SIGKILL)
        super().__exit__()

    def hear(self, *keys: bytes) -> list[str]:
        """Press keys, each when the one before was done: all that was said since the last time."""
        self.press(*keys)
        return self.heard()

    def heard(self) -> list[str]:
        """All that was said since the last time, once the app is at rest and Fenrir has caught up."""
        self.until(lambda state: not state.drawing, "the last picture")
        for _ in range(2):  # the first may overtake what the app has written last, the second cannot
            self._fence()
        lines, self._at = self._said_since(), len(self._spoken)
        return lines

    def _said_since(self) -> list[str]:
        return [plain(each) for each in self._spoken[self._at :] if each not in (None, *_NOISE)]

    def hear_until(self, words: str) -> list[str]:
        """All that is said until these words are, whatever becomes of the app meanwhile."""
        self._wait(lambda: words in " ".join(self._said_since()), words)
        lines, self._at = self._said_since(), len(self._spoken)
        return lines

    @property
    def shown(self) -> Shown:
        """What Fenrir had on its screen when it was listened to the last time."""
        return self._shown[-1]

    def all_heard(self) -> str:
        """The same in one line."""
        return " ".join(self.heard())

    def escape(self, *, to: str = "") -> State:
        """Esc, past Fenrir."""
        before, bypasses = self.rest().keys, self._spoken.count("bypass")
        self.term.send(_PASS_ON)
        self._wait(lambda: self._spoken.count("bypass") > bypasses, "Fenrir to pass the next key on")
        self.send(ESCAPE)
        self.until(lambda state: state.keys > before, "an answer to Esc")
        return self.until_front(to) if to else self.state

    def _fence(self) -> None:
        before = len(self._shown)
        self.term.send(_TIME)
        self._wait(lambda: len(self._shown) > before, "Fenrir to catch up")

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + _LONGEST
        while not condition():
            assert time.monotonic() < end, f"waited in vain for {what}: {self._spoken[-5:]}"
            self._read(0.02)
            self._listen()

    def _listen(self) -> None:
        """Take what was said since the last time: words, where it was interrupted, and at a fence its screen."""
        with self._heard.open("rb") as file:
            file.seek(self._read_to)
            data = file.read()
        data = data[: data.rfind(b"\n") + 1]
        self._read_to += len(data)
        for said in map(json.loads, data.splitlines()):
            if isinstance(said, dict):
                self._shown.append(Shown(**said))
            else:
                self._spoken.append(said)


def plain(said: str) -> str:
    """An utterance in words, as the pauses between lines and Fenrir's own names of signs do not matter here."""
    said = re.sub(r"(\s,)+\s", " ", f" {said} ").replace(" dash ", "-")
    return " ".join(said.split())


def _launcher(folder: Path) -> str:
    """Runs Fenrir with its stock settings, but no sounds and our ears; the command that follows is its shell."""
    settings = (UNPACKED / "etc/fenrirscreenreader/settings/settings.conf").read_text()
    drivers = _PACKAGES / "fenrirscreenreader" / "speechDriver"
    changes = {
        ("sound", "enabled"): "False",
        ("speech", "driver"): os.path.relpath(_VOICE.with_suffix(""), drivers),
        ("general", "shell"): str(folder / "app"),
        ("general", "timeFormat"): _FENCE,
        ("general", "dateFormat"): _FENCE,
        ("remote", "enable"): "False",
    }
    for (section, key), value in changes.items():
        pattern = rf"(?ms)(^\[{section}\]$.*?^{key}=)[^\n]*"
        settings, count = re.subn(pattern, lambda found, value=value: found[1] + value, settings, count=1)
        assert count == 1, f"Fenrir has no setting {section}.{key}"
    (folder / "settings.conf").write_text(settings)
    fenrir = shlex.join(
        [_PYTHON, str(UNPACKED / "usr/bin/fenrir"), "-e", "-f", "-s", str(folder / "settings.conf")]
    )
    return (
        "#!/bin/sh\n"
        "first=\n"
        "if chrt --rr 1 true 2>/dev/null; then first='chrt --rr 1'; fi\n"
        "{ echo '#!/bin/sh'; echo 'chrt --other --pid 0 $$ 2>/dev/null'; "
        'printf exec; for each; do printf " \'%s\'" "$each"; done; echo; } '
        f">{folder}/app\n"
        f"chmod 755 {folder}/app\n"
        f"cd {folder}\n"
        f"export CE_TUI_TEST_HEARD={folder}/heard CE_TUI_TEST_FENCE={_FENCE}\n"
        f"export PYTHONPATH={_PACKAGES}:{CHECKOUT} PYTHONDONTWRITEBYTECODE=1\n"
        f"exec $first {fenrir} 2>{folder}/errors\n"
    )
