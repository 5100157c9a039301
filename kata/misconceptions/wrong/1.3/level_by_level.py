"""
title.en = "Level by level instead of depth first"
title.zh = "一层一层地走，而不是深度优先"
text.en = "The graph is walked level by level from the root, and a node has its place where the shortest way reaches it. A longer way may lead to it through a child that comes later, so it has to wait for the longest."
text.zh = "从根节点一层一层地走，节点的位置由最短的路径决定。可能还有更长的路径经过后面的子节点到达它，所以它必须等最长的路径。"
guide = "1.3"
"""


def topological_order(root):
    order = [root]
    seen = {root}
    for node in order:
        for parent in node.parents:
            if parent not in seen:
                seen.add(parent)
                order.append(parent)
    return order[::-1]
