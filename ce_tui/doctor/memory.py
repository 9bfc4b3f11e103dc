"""Memory: enough of it for a sign-in, and whether it can reach a disk."""

from __future__ import annotations

from pathlib import Path

from ce_tui.doctor.finding import Finding, Findings

_DERIVATION = 128 * 1024  # KiB of memory that one unlock needs


def memory() -> Findings:
    """Whether somebody can sign in now."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        free = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration, ValueError):
        return
    if free < 2 * _DERIVATION:
        yield Finding(
            "lacks", f"{free // 1024} MiB of memory are free; one sign-in needs 128.", "Close something."
        )


def swap() -> Findings:
    """Whether what is in memory can be written to a disk in the clear."""
    try:
        areas = [line.split()[0] for line in Path("/proc/swaps").read_text("utf-8").splitlines()[1:]]
    except (OSError, IndexError):
        return
    plain = [area for area in areas if not _stays_closed(Path(area))]
    if plain:
        yield Finding(
            "note",
            f"This machine swaps memory to {', '.join(plain)}, unencrypted as far as can be told: what was on the "
            "screen can stay there.",
            "Use an encrypted swap area, zram, or none: swapoff -a, and take it out of /etc/fstab.",
        )
    else:
        yield Finding("good", "No memory is swapped to a disk in the clear.")


def _stays_closed(area: Path) -> bool:
    """Whether a swap area is in memory (zram) or goes through dm-crypt, at some depth."""
    if area.name.startswith("zram"):
        return True
    try:
        device = Path("/sys/class/block") / area.resolve(strict=True).name
    except OSError:
        return False
    return _is_encrypted(device)


def _is_encrypted(device: Path) -> bool:
    try:
        if (device / "dm/uuid").read_text("utf-8").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    try:
        below = list((device / "slaves").iterdir())
    except OSError:
        return False
    return bool(below) and all(_is_encrypted(each) for each in below)
