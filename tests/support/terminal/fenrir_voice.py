"""What stands for the synthesiser: Fenrir loads this file as its speech driver and hands it what is to be spoken.

One JSON line an utterance goes into the file that CE_TUI_TEST_HEARD names; null where it stops speaking. With the time
of day goes what Fenrir has on its screen then: its lines, and the column and row of the cursor.
"""

import json
import os
from pathlib import Path

from fenrirscreenreader.core.speechDriver import speechDriver


class driver(speechDriver):  # noqa: N801 (Fenrir's name for it)
    def initialize(self, environment):
        super().initialize(environment)
        self._heard = Path(os.environ["CE_TUI_TEST_HEARD"]).open("a", buffering=1)  # noqa: SIM115 (to the end)

    def speak(self, text, queueable=True):
        self._write(self._screen() if text == os.environ["CE_TUI_TEST_FENCE"] else text)

    def cancel(self):
        self._write(None)

    def _screen(self):
        screen = self.env["screen"]
        cursor = screen["newCursor"]
        return {"lines": screen["newContentText"].split("\n"), "cursor": [cursor["x"], cursor["y"]]}

    def _write(self, what):
        self._heard.write(json.dumps(what) + "\n")
