def topological_order(root):
    waiting = {root: 0}
    found = [root]
    for tensor in found:
        for source in tensor.parents:
            if source not in waiting:
                waiting[source] = 0
                found.append(source)
            waiting[source] += 1
    ready, result = [root], []
    while ready:
        tensor = ready.pop()
        result.append(tensor)
        for source in tensor.parents:
            waiting[source] -= 1
            if waiting[source] == 0:
                ready.append(source)
    return result
