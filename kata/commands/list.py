"""`list`: every step with its state, points, stars and place: the report, at length."""

from kata.commands.report import run

__all__ = ["run"]
