def check_gradients(f, *inputs, rtol=1e-5, atol=1e-7):
    arrays = [as_tensor(x).data.astype(np.float64) for x in inputs]
    leaves = [Tensor(a, requires_grad=True) for a in arrays]
    out = f(*leaves)
    w = np.random.default_rng(1).normal(size=out.shape)
    if out.requires_grad:
        out.backward(w)
    measured = numerical_gradient(lambda *xs: float((w * f(*xs).data).sum()), *arrays)
    for number, leaf in enumerate(leaves):
        ours = leaf.grad if leaf.grad is not None else np.zeros_like(leaf.data)
        for place in np.ndindex(leaf.shape):
            a, b = ours[place], measured[number][place]
            if abs(a - b) > atol + rtol * abs(b):
                raise AssertionError(f"input {number}, place {place}: {a} is not {b}")
