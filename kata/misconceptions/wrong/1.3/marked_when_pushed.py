"""
title.en = "Nodes are marked when they are put on the stack"
title.zh = "放进栈时就把节点标记为见过"
text.en = "A node counts as seen as soon as it is put on the stack, although another way to it, through a child that is opened first, is still to come. Mark it when you open it, or a child may stand before its parent."
text.zh = "节点一放进栈就算见过了，可是可能还有另一条路径，要经过先打开的子节点才到达它。应当在打开时标记，否则子节点可能排在父节点前面。"
guide = "1.3"
"""


def topological_order(root):
    order = []
    seen = {root}
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
            continue
        stack.append((node, True))
        for parent in node.parents:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, False))
    return order
