"""
style = "The mean of squares as a dot product, the model as a weighted sum, velocities in a dictionary, batches as pieces of an index array."
file = "stage1_foundations/task2_linear_regression.py"
"""


def mse_loss(prediction, target):
    prediction, target = map(as_tensor, (prediction, target))
    if prediction.shape != target.shape:
        raise ValueError(f"shapes {prediction.shape} and {target.shape} differ")
    error = (prediction - target).reshape(-1)
    return error @ error / error.size


class LinearRegression:
    def __init__(self, in_features, *, rng):
        start = 0.01 * rng.standard_normal(in_features)
        self.w = Tensor(start, requires_grad=True)
        self.b = Tensor(np.zeros(()), requires_grad=True)

    def __call__(self, x):
        x = as_tensor(x)
        if x.ndim == 2 and x.shape[-1:] == self.w.shape:
            return self.b + (self.w * x).sum(axis=1)
        raise ValueError(f"x has shape {x.shape}, not (n, {len(self.w)})")

    def parameters(self):
        return list(vars(self).values())


class SGD:
    def __init__(self, parameters, lr, *, momentum=0.0, weight_decay=0.0):
        settings = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        for name in settings:
            if settings[name] < 0:
                raise ValueError(f"{name} is negative")
        self.__dict__.update(settings)
        self.parameters = [*parameters]
        if len(self.parameters) == 0:
            raise ValueError("no parameters")
        self._velocity_of = {}

    def step(self):
        for p in filter(lambda p: p.grad is not None, self.parameters):
            change = p.grad + self.weight_decay * p.data
            if p in self._velocity_of:
                change = self.momentum * self._velocity_of[p] + change
            self._velocity_of[p] = change
            np.subtract(p.data, self.lr * change, out=p.data, casting="same_kind")

    def zero_grad(self):
        for p in self.parameters:
            p.zero_grad()


def fit(model, x, y, *, lr, epochs, batch_size=None, rng=None):
    count = len(x)
    if count == 0 or count != len(y):
        raise ValueError(f"{count} samples and {len(y)} targets")
    size = count if batch_size is None else batch_size
    if size <= 0:
        raise ValueError(f"batches of {size}")
    sgd = SGD(model.parameters(), lr=lr)

    def learn(batch):
        sgd.zero_grad()
        loss = mse_loss(model(np.take(x, batch, axis=0)), np.take(y, batch, axis=0))
        loss.backward()
        sgd.step()
        return loss.item() * batch.size

    def epoch():
        order = np.arange(count)
        if rng is not None:
            rng.shuffle(order)
        return sum(map(learn, np.split(order, range(size, count, size)))) / count

    return [epoch() for _ in range(epochs)]
