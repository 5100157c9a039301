def _finish(tensor, finished):
    if tensor in finished:
        return finished
    for source in tensor.parents:
        _finish(source, finished)
    finished[tensor] = len(finished)
    return finished


def topological_order(root):
    return list(_finish(root, {}))
