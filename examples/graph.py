"""Draws a computation graph: each value in a box, behind the operation that it comes from.

The layout is that of Sugiyama et al., "Methods for visual understanding of hierarchical system
structures" (1981): nodes stand in columns, a long edge bends in every column that it crosses,
columns are sorted so that few edges cross, and then every node moves towards its neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import sqrt
from statistics import fmean
from typing import Any

import example
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Patch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

Tensor = Any  # the learner's; used are data, grad, requires_grad, parents and op

# In inches: between nodes, an operation's height, its arrow, a line of text, around a text.
GAP, ROUND, ARROW, LINE, PADDING = 0.45, 0.42, 0.3, 0.22, 0.12
FILLS = {"leaf": "#CFE5F3", "constant": "#E8E8E8", "computed": "white"}
SIGNS = {"*": "×", "-": "−", "/": "÷"}


@dataclass(eq=False)
class Node:
    """A value with its operation, or a bend of an edge; x to the right, y downwards, in inches."""

    column: int
    kind: str = "bend"  # or leaf, constant, computed
    name: str = ""
    numbers: tuple[str, str] = ("", "")  # data and grad
    sign: str = ""  # of the operation
    operation: float = 0.0  # its width; it stands at the left end
    box: float = 0.0  # that of the box, at the right end
    height: float = 0.0
    left: float = 0.0  # where the column begins and ends
    right: float = 0.0
    y: float = 0.0  # where the middle is
    # The neighbours, and where edges enter the one on the right: -½ is its top, ½ its bottom.
    before: list[tuple["Node", float]] = field(default_factory=list)
    after: list[tuple["Node", float]] = field(default_factory=list)


Edge = tuple[list[Node], float]  # the nodes that it runs through, and where it enters the last


def draw(order: Sequence[Tensor], names: Mapping[Tensor, str]) -> Figure:
    """The graph of the tensors in `order`, parents before children, the result last."""
    nodes, edges = build(order, names)
    columns: list[list[Node]] = [[] for _ in range(1 + max(node.column for node in nodes))]
    for node in nodes:
        columns[node.column].append(node)
    untangle(columns)
    place(columns)

    margin, key = 0.2, 0.45  # around the graph; for the key below it
    width = max(3.2, *(node.right for node in nodes))
    top = min(node.y - node.height / 2 for node in nodes) - margin
    bottom = max(node.y + node.height / 2 for node in nodes) + key + margin
    picture = example.figure(width + 2 * margin, bottom - top, layout="none")
    axes = picture.add_axes((0, 0, 1, 1), xlim=(-margin, width + margin), ylim=(bottom, top))
    axes.axis("off")
    for edge in edges:
        _draw_edge(axes, *edge)
    for node in nodes:
        if node.kind != "bend":
            _draw_box(axes, node)
        if node.sign:
            _draw_operation(axes, node)
    kinds = [kind for kind in FILLS if any(node.kind == kind for node in nodes)]
    boxes = [Patch(facecolor=FILLS[kind], edgecolor=example.GREY, label=kind) for kind in kinds]
    where = {"bbox_to_anchor": (0, bottom - margin), "bbox_transform": axes.transData}
    style = {"loc": "lower left", "borderpad": 0, "borderaxespad": 0, "fontsize": 9}
    axes.legend(handles=boxes, ncols=len(boxes), handleheight=1, **where, **style)
    grad = f"grad: ∂{names.get(order[-1], 'result')} / ∂value"
    axes.text(width, bottom - margin, grad, size=9, color=example.ORANGE, ha="right", va="bottom")
    return picture


def build(order: Sequence[Tensor], names: Mapping[Tensor, str]) -> tuple[list[Node], list[Edge]]:
    """The nodes, each in the column after its last parent's, and the edges between them."""
    column: dict[Tensor, int] = {}
    for tensor in order:
        column[tensor] = max((column[parent] + 1 for parent in tensor.parents), default=0)
    for leaf in (tensor for tensor in order if not tensor.parents):  # right before its first use
        children = [column[tensor] for tensor in order if any(p is leaf for p in tensor.parents)]
        column[leaf] = min(children, default=1) - 1
    values = {tensor: _value(tensor, column[tensor], names.get(tensor, "")) for tensor in order}
    nodes, edges = list(values.values()), []
    for tensor, value in values.items():
        for k, parent in enumerate(tensor.parents, 1):
            start, entry = values[parent], k / (len(tensor.parents) + 1) - 0.5
            bends = [Node(i) for i in range(start.column + 1, value.column)]
            nodes += bends
            edges.append(([start, *bends, value], entry))
            for left, right in pairwise([start, *bends, value]):
                left.after.append((right, entry if right is value else 0.0))
                right.before.append((left, 0.0))
    return nodes, edges


def _value(tensor: Tensor, column: int, name: str) -> Node:
    kind = "computed" if tensor.parents else "leaf" if tensor.requires_grad else "constant"
    numbers = tuple(shown(array).replace("-", "−") for array in (tensor.data, tensor.grad))
    sign = SIGNS.get(tensor.op, tensor.op)
    operation = max(_width(sign, 12) + 0.2, ROUND + 0.02) if sign else 0.0
    widest = max(_width(name, 12), 1.1, *(_width(f"grad   {text}", 10) for text in numbers))
    height = LINE * (3 if name else 2) + 2 * PADDING
    return Node(column, kind, name, numbers, sign, operation, widest + 2 * PADDING, height)


def shown(array: np.ndarray | None) -> str:
    """A number or a short vector with four digits at most, the shape of anything larger."""
    if array is None:
        return "none"
    if array.size == 1:
        return f"{array.item():.4g}"
    if array.ndim == 1 and array.size <= 3:
        return "[" + ", ".join(f"{value:.3g}" for value in array) + "]"
    return f"array {array.shape}"


def _width(text: str, size: float) -> float:
    return TextPath((0, 0), text, size=size).get_extents().width / 72 if text else 0.0


def untangle(columns: list[list[Node]]) -> None:
    """Sort columns by where the neighbours stand, to and fro; keep what has fewest crossings."""
    rank = {node: float(i) for column in columns for i, node in enumerate(column)}
    best, fewest = [list(column) for column in columns], _crossings(columns, rank)
    for sweep in range(12):
        forward = sweep % 2 == 0
        for column in columns if forward else columns[::-1]:
            middles = {
                node: fmean([rank[n] + entry for n, entry in neighbours] or [rank[node]])
                for node in column
                for neighbours in [node.before if forward else node.after]
            }
            column.sort(key=middles.__getitem__)
            rank.update((node, float(i)) for i, node in enumerate(column))
        if (crossings := _crossings(columns, rank)) < fewest:
            best, fewest = [list(column) for column in columns], crossings
    columns[:] = best


def _crossings(columns: list[list[Node]], rank: Mapping[Node, float]) -> int:
    count = 0
    for column in columns:
        ends = [(rank[node], rank[n] + entry) for node in column for n, entry in node.after]
        count += sum((a - b) * (c - d) < 0 for (a, c), (b, d) in combinations(ends, 2))
    return count


def place(columns: list[list[Node]]) -> None:
    """Give every node its place: in its column, in order, as close to its neighbours as may be."""
    left = 0.0
    for column in columns:
        box, operation = (max(getattr(n, part) for n in column) for part in ("box", "operation"))
        right = left + box + (operation + ARROW if operation else 0.0)
        for i, node in enumerate(column):
            node.box, node.left, node.right, node.y = box, left, right, float(i)
        left = right + GAP
    for _ in range(100):
        for column in [*columns, *columns[::-1]]:
            _settle(column)


def _settle(column: list[Node]) -> None:
    """Move every node level with its neighbours; where nodes would collide, they share the way."""
    offsets = [0.0]
    for above, below in pairwise(column):
        offsets.append(offsets[-1] + (above.height + below.height + GAP) / 2)
    groups: list[list[float]] = []  # of nodes that touch: where each wants the column to begin
    for node, offset in zip(column, offsets, strict=True):
        # A bend would rather keep its edge straight than be near to what the edge joins.
        pulls = [
            (other.y, 4 if node.kind == other.kind == "bend" else 1)
            for other, _ in node.before + node.after
        ]
        groups.append([fmean(*zip(*pulls or [(node.y, 1)], strict=True)) - offset])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    begins = [fmean(group) for group in groups for _ in group]
    for node, begin, offset in zip(column, begins, offsets, strict=True):
        node.y = begin + offset


def _draw_edge(axes: Axes, nodes: list[Node], entry: float) -> None:
    """A smooth line through the nodes, with an arrow head."""
    points, codes = [(nodes[0].right, nodes[0].y)], [Path.MOVETO]
    for node in nodes[1:]:
        x, y = node.left, node.y
        if node is nodes[-1]:  # it enters a circle
            y += entry * ROUND
            x += ROUND / 2 * (1 - sqrt(1 - 4 * entry**2))
        middle = (points[-1][0] + x) / 2
        points += [(middle, points[-1][1]), (middle, y), (x, y), (node.right, y)]
        codes += [Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.LINETO]
    _draw_arrow(axes, Path(points[:-1], codes[:-1]))


def _draw_arrow(axes: Axes, path: Path) -> None:
    style = {"arrowstyle": "-|>", "mutation_scale": 9, "shrinkA": 0, "shrinkB": 0}
    axes.add_patch(FancyArrowPatch(path=path, color=example.GREY, linewidth=1.2, **style))


def _draw_operation(axes: Axes, node: Node) -> None:
    start, end = node.left + ROUND / 2, node.left + node.operation - ROUND / 2
    style = {"linewidth": ROUND * 72, "solid_capstyle": "round"}
    axes.plot([start, end], [node.y, node.y], color=example.INK, **style)
    style = {"color": "white", "size": 12, "ha": "center", "va": "center_baseline"}
    axes.text((start + end) / 2, node.y, node.sign, **style)
    _draw_arrow(axes, Path([(node.left + node.operation, node.y), (node.right - node.box, node.y)]))


def _draw_box(axes: Axes, node: Node) -> None:
    left, top = node.right - node.box, node.y - node.height / 2
    style = {"facecolor": FILLS[node.kind], "edgecolor": example.GREY, "linewidth": 1.2}
    shape = "round,pad=0,rounding_size=0.06"
    axes.add_patch(FancyBboxPatch((left, top), node.box, node.height, shape, **style))
    y = top + PADDING + LINE / 2
    if node.name:
        style = {"size": 12, "weight": "bold", "ha": "center", "va": "center"}
        axes.text(left + node.box / 2, y, node.name, **style)
        y += LINE
    for label, number in zip(("data", "grad"), node.numbers, strict=True):
        style = {"color": example.ORANGE if label == "grad" else example.INK, "size": 10}
        axes.text(left + PADDING, y, label, va="center_baseline", **style)
        axes.text(node.right - PADDING, y, number, ha="right", va="center_baseline", **style)
        y += LINE
