"""Says what works on this machine and in this deployment, and what to do."""

from __future__ import annotations

from ce_tui.doctor.examination import examine, exit_code
from ce_tui.doctor.finding import Finding

__all__ = ["Finding", "examine", "exit_code"]
