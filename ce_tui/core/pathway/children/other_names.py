"""Names that are spelled nearly the same and are two: a boy's and a girl's, of twins perhaps."""

from __future__ import annotations

_ALIKE = """
adrian adriana adrienne
alan alana
alex alexa alexis
alexander alexandra alexandria
andre andrea andreas
anton antonia
bernard bernadette
brian brianna
carl carla carly
christian christina christine
claude claudia
clement clementine
daniel daniella danielle
denis denise
dominic dominique
emil emilia emily
eric erica erin
ernest ernestine
eugene eugenie
fabian fabienne
francis frances
frederic frederica
gabriel gabriela gabriella gabrielle
george georgia georgina
gerald geraldine
harris harrison
harry harriet
jason jasmin jasmine
jean jeanne jenna
john johan johnson
joseph josephine
julian juliana julianne julia julie juliet
justin justina justine
karl karla
leon leona leonie
louis louisa louise
marcel marcella
martin martina martine
michael michaela michelle
nicholas nicola nicole
oliver olivia olive
patrick patricia
paul paula paulina pauline
philip philippa
rene renee
robert roberta robin
roman romana
sam samara samir samira
samuel samuela samantha
simon simone
stephen stephanie
steven stephanie
lucas lucia
luca lucia
mario maria
nathan natalie
ivan ivana
theo thea theodore theodora
thomas thomasina
valentin valentina valentine
victor victoria
wilhelm wilhelmina
"""


def _pairs() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _ALIKE.split("\n"):
        for name in line.split():
            found.setdefault(name, set()).update(line.split())
    return {name: frozenset(others - {name}) for name, others in found.items()}


_OTHERS = _pairs()


def are_two(one: str, other: str) -> bool:
    """Whether two words that look alike are two names, as they are compared (see `names`)."""
    return other in _OTHERS.get(one, ())
