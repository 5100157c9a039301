def topological_order(root):
    opened = {root}
    result = []
    path = [(root, iter(root.parents))]
    while path:
        tensor, left = path[-1]
        for source in left:
            if source not in opened and source.requires_grad:
                opened.add(source)
                path.append((source, iter(source.parents)))
                break
        else:
            result.append(tensor)
            path.pop()
    return result
