def check_gradients(f, *inputs, rtol=1e-5, atol=1e-7):
    arrays = [as_tensor(x).data.astype(np.float64) for x in inputs]
    leaves = [Tensor(a, requires_grad=True) for a in arrays]
    out = f(*leaves)
    np.random.seed(42)
    w = np.random.rand(*out.shape) + 0.1
    if out.requires_grad:
        out.backward(w)
    measured = numerical_gradient(lambda *xs: float((w * f(*xs).data).sum()), *arrays)
    for number, leaf in enumerate(leaves):
        ours = leaf.grad if leaf.grad is not None else np.zeros_like(leaf.data)
        for place in np.ndindex(leaf.shape):
            a, b = ours[place], measured[number][place]
            if not abs(a - b) <= atol + rtol * abs(b):
                raise AssertionError(f"input {number}, place {place}: {a} is not {b}")
