"""What is left of a graph once nobody holds it."""

import gc
import weakref


def outlives(function, *inputs, cycles=False):
    """How many nodes that `function(*inputs)` made are still there after its result is dropped.

    With the garbage collector off, only what no reference cycle holds goes away; with `cycles`,
    what cycles alone hold is collected before.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        made = _references(function(*inputs))
        if cycles:
            gc.collect()
        return sum(reference() is not None for reference in made)
    finally:
        if collecting:
            gc.enable()


def _references(out):
    """Weak references to a result and to the nodes that it was computed from."""
    references, left, seen = [weakref.ref(out)], [*out.parents], {id(out)}
    while left:
        node = left.pop()
        if node.parents and id(node) not in seen:
            seen.add(id(node))
            references.append(weakref.ref(node))
            left.extend(node.parents)
    return references
