from collections import deque


def topological_order(root):
    queue = deque([root])
    distance = {root: 0}
    while queue:
        tensor = queue.popleft()
        for source in tensor.parents:
            if source not in distance:
                distance[source] = distance[tensor] + 1
                queue.append(source)
    return sorted(distance, key=lambda tensor: -distance[tensor])
