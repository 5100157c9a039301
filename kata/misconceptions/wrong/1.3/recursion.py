"""
title.en = "The search calls itself"
title.zh = "搜索调用自身"
text.en = "Every parent is one more nested call, and Python stops at about 1000 of them. Keep a stack of your own, a list: it has no such limit."
text.zh = "每个父节点都要多嵌套一层调用，而 Python 到 1000 层左右就会停止。要自己维护一个栈，也就是一个列表，它没有这种限制。"
guide = "1.3"
"""


def topological_order(root):
    order = []
    seen = set()

    def visit(node):
        if node in seen:
            return
        seen.add(node)
        for parent in node.parents:
            visit(parent)
        order.append(node)

    visit(root)
    return order
