"""
title.en = "The order is turned round"
title.zh = "次序颠倒了"
text.en = "The list begins with the root and ends with the leaves. Parents stand before children, and the root is the last entry."
text.zh = "列表从根节点开始，到叶节点结束。父节点应排在子节点之前，根节点是最后一项。"
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
            stack.extend((parent, False) for parent in node.parents)
    order.reverse()
    return order
