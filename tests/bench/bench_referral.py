"""The referral PDF: a warm process, its start, the same page again, encryption, plain text."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pypdf

from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.referral.worker import Renderer
from support.documents.referrals import LOCALITIES, answers, made

ROUNDS = 10


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def rows() -> list[str]:
    renderer = Renderer()
    began = time.perf_counter()
    renderer.start()
    started = (time.perf_counter() - began) * 1000
    first = made()
    pdf = renderer.render(first)
    ready = (time.perf_counter() - began) * 1000
    found = []
    for outcome in ("yellow", "amber", "red"):
        referrals = [
            made(answers(outcome, LOCALITIES[number % 3]), revision=number + 2) for number in range(ROUNDS)
        ]
        warm = statistics.median(milliseconds(lambda: renderer.render(r)) for r in referrals)  # noqa: B023
        count = len(pypdf.PdfReader(io.BytesIO(renderer.render(referrals[-1]))).pages)
        found.append(f"| PDF, warm process, {outcome}, {count} pages | {warm:.0f} ms | 300 ms | – |")
    closed = statistics.median(milliseconds(lambda: renderer.encrypt(pdf, "made-up")) for _ in range(ROUNDS))
    last = made(revision=99)
    renderer.render(last)
    again = milliseconds(lambda: renderer.encrypt(renderer.render(last), "made-up"))
    memory = _memory(renderer.pid)
    renderer.close()
    text = statistics.median(milliseconds(lambda: as_text(first)) for _ in range(ROUNDS))
    return [
        *found,
        f"| PDF rendered ahead: key to encrypted file | {again:.0f} ms | 100 ms | encrypting alone {closed:.0f} ms |",
        f"| rendering process: to start it, until its first PDF | {started:.0f} ms, {ready:.0f} ms | – | – |",
        f"| rendering process: memory of its own (PSS) | {memory:.0f} MiB | – | – |",
        f"| referral as plain text | {text:.1f} ms | – | – |",
    ]


def _memory(pid: int | None) -> float:
    """Proportional set size, MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    print("\n".join(rows()))
