"""
title.en = "Constants are left out"
title.zh = "漏掉了常量"
text.en = "Only tensors that require a gradient are visited. The order holds every tensor that the root was computed from, constants too."
text.zh = "只访问了需要梯度的张量。拓扑序包含根节点所依赖的每个张量，常量也不例外。"
guide = "1.3"
"""


def topological_order(root):
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            for parent in node.parents:
                if parent.requires_grad:
                    stack.append((parent, False))
    return order
