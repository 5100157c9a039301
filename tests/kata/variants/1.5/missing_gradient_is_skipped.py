def check_gradients(f, *inputs, rtol=1e-5, atol=1e-7):
    arrays = [as_tensor(x).data.astype(np.float64) for x in inputs]
    leaves = [Tensor(a, requires_grad=True) for a in arrays]
    out = f(*leaves)
    w = np.random.default_rng(1).normal(size=out.shape)
    if out.requires_grad:
        out.backward(w)
    measured = numerical_gradient(lambda *xs: float((w * f(*xs).data).sum()), *arrays)
    pairs = [(k, x.grad, m) for k, (x, m) in enumerate(zip(leaves, measured)) if x.grad is not None]
    for number, ours, theirs in pairs:
        for place in np.ndindex(theirs.shape):
            a, b = ours[place], theirs[place]
            if not abs(a - b) <= atol + rtol * abs(b):
                raise AssertionError(f"input {number}, place {place}: {a} is not {b}")
