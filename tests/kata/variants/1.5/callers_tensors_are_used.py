def check_gradients(f, *inputs, rtol=1e-5, atol=1e-7):
    leaves = []
    for x in inputs:
        tensor = as_tensor(x)
        tensor.requires_grad = True
        leaves.append(tensor)
    out = f(*leaves)
    w = np.random.default_rng(1).normal(size=out.shape)
    if out.requires_grad:
        out.backward(w)
    measured = numerical_gradient(lambda *xs: float((w * f(*xs).data).sum()), *leaves)
    for number, leaf in enumerate(leaves):
        ours = leaf.grad if leaf.grad is not None else np.zeros_like(leaf.data)
        for place in np.ndindex(leaf.shape):
            a, b = ours[place], measured[number][place]
            if not abs(a - b) <= atol + rtol * abs(b):
                raise AssertionError(f"input {number}, place {place}: {a} is not {b}")
