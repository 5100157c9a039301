def topological_order(root):
    met = {root}
    result = []
    todo = [("open", root)]
    while todo:
        what, tensor = todo.pop()
        if what == "append":
            result.append(tensor)
        else:
            todo.append(("append", tensor))
            fresh = [p for p in dict.fromkeys(tensor.parents) if p not in met]
            met.update(fresh)
            todo.extend(("open", p) for p in fresh)
    return result
