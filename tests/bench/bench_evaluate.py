"""The outcome of a screening: 1,000 of them, each with other answers, in one process."""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, datetime

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate

HOW_MANY = 1_000
BUDGET = 0.2
AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
_NOTES = (
    "Seen at the station with older people on three evenings; the family is worried and has said so. "
    "The school reports long absences. In my opinion this began in the summer and belongs together. "
)


def rows() -> list[str]:
    """The mean of all, as the budget is about so many at a time, and the middle and the slowest one."""
    pathway = default_pathway()
    random_answers = random.Random(20261125)
    many = [_made_up(pathway, random_answers) for _ in range(HOW_MANY)]
    evaluate(many[0], pathway, AT)
    each: list[float] = []
    began = time.perf_counter()
    for answers in many:
        start = time.perf_counter()
        evaluate(answers, pathway, AT)
        each.append((time.perf_counter() - start) * 1000)
    mean = (time.perf_counter() - began) * 1000 / HOW_MANY
    return [
        f"| outcome of a screening, {HOW_MANY:,} in one process | {mean:.3f} ms each (median "
        f"{statistics.median(each):.3f}, 99 of 100 under {statistics.quantiles(each, n=100)[98]:.3f}) "
        f"| ≤ {BUDGET} ms | |"
    ]


def _made_up(pathway: Pathway, dice: random.Random) -> Answers:
    """Answers with up to ten marks of any tiers and notes that cite a few of them."""
    factors = dice.sample(sorted(pathway.factors), dice.randint(0, 10))
    cited = dice.sample(factors, min(len(factors), 4))
    return Answers(
        pathway=pathway.id,
        locality=dice.choice([locality.id for locality in pathway.localities]),
        known_to_practitioner=True,
        immediate_risk=dice.random() < 0.1,
        harm_today=dice.random() < 0.1,
        screened_on="2026-11-25",
        marks={item_id: dice.choice(pathway.factors[item_id].marks) for item_id in factors},
        looked_at=("yellow", "amber", "red"),
        notes="\n".join(f"{item_id}: {_NOTES}" for item_id in cited),
    )


if __name__ == "__main__":
    print("\n".join(rows()))
