"""What the tests say: the first paragraph of each test's docstring, read without running a test."""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def sentences(path: Path) -> Mapping[str, str]:
    """The sentences of the tests in a file, in their order, by the test's name."""
    return _sentences(path.read_text("utf-8"))


@cache
def _sentences(source: str) -> Mapping[str, str]:
    return {
        node.name: first_paragraph(ast.get_docstring(node))
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def first_paragraph(docstring: str | None) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((docstring or "").strip().split("\n\n")[0].split())
