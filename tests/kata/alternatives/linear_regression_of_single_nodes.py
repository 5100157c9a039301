"""
style = "Loss and model as single nodes with closed-form vjps, momentum in place, the epoch's loss as a weighted average of the batches."
file = "stage1_foundations/task2_linear_regression.py"
"""


def mse_loss(prediction, target):
    p, t = as_tensor(prediction), as_tensor(target, like=as_tensor(prediction))
    if p.shape != t.shape:
        raise ValueError(f"no loss for shapes {p.shape} and {t.shape}")
    difference = p.data - t.data

    def vjp(g):
        share = (2.0 / difference.size) * g * difference
        return share, -share

    return Tensor.from_op(np.square(difference).mean(), (p, t), vjp, "mse")


class LinearRegression:
    def __init__(self, in_features, *, rng):
        self.w = Tensor(rng.normal(size=(in_features,), scale=0.01), requires_grad=True)
        self.b = Tensor(0, requires_grad=True)

    def __call__(self, x):
        x = as_tensor(x)
        samples, w = x.data, self.w.data
        if samples.ndim != 2 or samples.shape[1] != w.shape[0]:
            raise ValueError(f"cannot predict for x of shape {samples.shape}")

        def vjp(g):
            return np.outer(g, w), g @ samples, g.sum()

        return Tensor.from_op(
            np.einsum("nf,f->n", samples, w) + self.b.data, (x, self.w, self.b), vjp, "predict"
        )

    def parameters(self):
        both = (self.w, self.b)
        return list(both)


class SGD:
    def step(self):
        for place, p in enumerate(self.parameters):
            if p.grad is not None:
                v = self.velocities[place]
                np.multiply(v, self.momentum, out=v)
                np.add(v, p.grad, out=v)
                np.add(v, self.weight_decay * p.data, out=v, casting="same_kind")
                p.data[...] -= self.lr * v

    def zero_grad(self):
        for k in range(len(self.parameters)):
            self.parameters[k].grad = None


def fit(model, x, y, *, lr, epochs, batch_size=None, rng=None):
    if len(x) != len(y):
        raise ValueError("x and y have different lengths")
    if not len(x):
        raise ValueError("there are no samples")
    if batch_size is not None and batch_size < 1:
        raise ValueError("a batch has at least one sample")
    batch_size = min(batch_size or len(x), len(x))
    optimizer, history = SGD(iter(model.parameters()), lr), []
    while len(history) < epochs:
        places = list(range(len(x)) if rng is None else rng.permutation(len(x)))
        losses, lengths = [], []
        while places:
            batch, places = places[:batch_size], places[batch_size:]
            loss = mse_loss(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            losses.append(loss.item())
            lengths.append(len(batch))
            optimizer.step()
        history.append(float(np.average(losses, weights=lengths)))
    return history
