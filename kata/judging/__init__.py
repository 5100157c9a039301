"""Selects and runs the tests, each step in a judge of its own, and collects what came out."""
