"""
style = "torch.autograd.functional for the derivatives, and products by hand in place of the tools named."
file = "stage3_gpt/task6_pytorch.py"
"""


def from_numpy_shared(array):
    if not array.flags["WRITEABLE"] or any(step < 0 for step in array.strides):
        raise ValueError("only a writeable array without negative strides can be shared")
    return torch.as_tensor(array)


def from_numpy_copied(array):
    tensor = torch.empty(array.shape, dtype=torch.from_numpy(np.zeros(0, array.dtype)).dtype)
    tensor.numpy()[...] = array
    return tensor


def sliding_windows(x, size):
    if x.dim() == 0 or size < 1 or size > x.size(-1):
        raise ValueError(f"no window of {size} in shape {tuple(x.shape)}")
    last = x.stride(-1)
    shape = (*x.shape[:-1], x.size(-1) - size + 1, size)
    return x.as_strided(shape, (*x.stride()[:-1], last, last), x.storage_offset())


def pairwise_squared_distances(x, y):
    if x.dim() < 2 or y.dim() < 2 or x.size(-1) != y.size(-1):
        raise ValueError(f"points of shapes {tuple(x.shape)} and {tuple(y.shape)}")
    d = x[..., :, None, :] - y[..., None, :, :]
    return torch.einsum("...d,...d->...", d, d)


def bilinear_scores(query, key, weight):
    shapes = [tuple(t.shape) for t in (query, key, weight)]
    try:
        (B, _, D), (C, _, E), (_, F_, G) = shapes
    except ValueError:
        raise ValueError(f"three axes each, not {shapes}") from None
    if B != C or (D, E) != (F_, G):
        raise ValueError(f"sizes do not agree: {shapes}")
    return torch.stack([(query @ w) @ key.mT for w in weight], dim=1)


def pick(logits, index):
    if logits.dim() == 0 or tuple(index.shape) != tuple(logits.shape[:-1]):
        raise ValueError(f"index {tuple(index.shape)} for logits {tuple(logits.shape)}")
    chosen = F.one_hot(index, logits.size(-1)).bool()
    return torch.where(chosen, logits, 0.0).sum(dim=-1)


def gradient(f, x):
    def single(x):
        y = f(x)
        if y.numel() != 1:
            raise ValueError(f"f gives the shape {tuple(y.shape)}")
        return y.reshape(())

    return torch.autograd.functional.vjp(single, x.detach())[1]


def hessian_vector_product(f, x, v):
    if v.shape != x.shape:
        raise ValueError(f"x has shape {tuple(x.shape)}, v {tuple(v.shape)}")
    with torch.enable_grad():
        leaf = x.detach().clone().requires_grad_(True)
        y = f(leaf)
        if y.numel() != 1:
            raise ValueError(f"f gives the shape {tuple(y.shape)}")
        y = y.sum() + 0 * leaf.pow(3).sum()  # so that both passes find a graph, whatever f is
        slope = torch.autograd.grad([y], [leaf], create_graph=True)[0]
        along = torch.tensordot(slope, v.detach(), dims=slope.dim())
        return torch.autograd.grad([along], [leaf])[0]


class GELUFunction:
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        u = (2 / torch.pi) ** 0.5 * (x + 0.044715 * x**3)
        return x * torch.sigmoid(2 * u)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        if not ctx.needs_input_grad[0]:
            return None
        c = (2 / torch.pi) ** 0.5
        s = torch.sigmoid(2 * c * (x + 0.044715 * x**3))
        return grad_output * (s + x * s * (1 - s) * 2 * c * (1 + 0.134145 * x**2))
