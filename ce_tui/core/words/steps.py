"""The steps of a long job, in words that also know which of how many they are."""

from __future__ import annotations


class CountedStep(str):
    """Words on the step that is begun: number `number` of `of`. Wherever words are taken it is words alone."""

    number: int
    of: int

    def __new__(cls, words: str, number: int, of: int) -> CountedStep:
        """As the words, with the step's number, from 1, and how many there are."""
        step = super().__new__(cls, words)
        step.number, step.of = number, of
        return step
