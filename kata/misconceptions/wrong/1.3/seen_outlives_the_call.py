"""
title.en = "What was seen is remembered from call to call"
title.zh = "见过的节点被记到下一次调用"
text.en = "The set of seen nodes is a default argument, which Python makes once, so the next call finds its nodes seen already. Every call starts afresh, with an empty set."
text.zh = "见过的节点放在默认参数的集合里，而 Python 只创建它一次，于是下一次调用时节点都已经算见过了。每次调用都要从头开始，用一个空集合。"
guide = "1.3"
"""


def topological_order(root, seen=set()):
    order = []
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return order
