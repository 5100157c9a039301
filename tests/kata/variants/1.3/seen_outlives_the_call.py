_visited = {}


def topological_order(root):
    result = []
    stack = [root]
    while stack:
        tensor = stack[-1]
        if tensor in _visited:
            stack.pop()
            if _visited[tensor] == "open":
                _visited[tensor] = "closed"
                result.append(tensor)
        else:
            _visited[tensor] = "open"
            for source in tensor.parents:
                if source not in _visited:
                    stack.append(source)
    return result
