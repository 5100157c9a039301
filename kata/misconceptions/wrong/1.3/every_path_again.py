"""
title.en = "A node comes once for every path"
title.zh = "每条路径都把节点列一次"
text.en = "Nothing is marked as seen, so a node that is used twice stands in the list twice, with all that it was computed from. Each node comes once; with thirty doublings there would be 2³⁰ copies of the leaf."
text.zh = "没有标记见过的节点，于是被用了两次的节点连同它所依赖的一切在列表里出现两次。每个节点只出现一次，否则三十次加倍就会有 2³⁰ 个叶节点。"
guide = "1.3"
"""


def topological_order(root):
    order = []
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        else:
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
        if len(order) + len(stack) > 1_000_000:
            raise MemoryError("the list has grown too long")
    return order
