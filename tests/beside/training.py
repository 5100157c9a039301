"""Small models to train beside the learner's code, and what is to be seen of their training."""

import torch
from torch import nn
from torch.nn import functional as F


class Parts(nn.Module):
    """Nothing but parameters, with these values under these names."""

    def __init__(self, values):
        super().__init__()
        for name, value in values.items():
            setattr(self, name, nn.Parameter(value))


def parts(values):
    return Parts(values)


class LanguageModel(nn.Module):
    """Embedding, normalisation, dropout, head: gives the pair `(logits, loss)`, as a GPT does.

    With `always` it drops in evaluation mode too, so that it draws random numbers there.
    """

    def __init__(self, vocab_size, width, *, dropout=0.0, always=False, tied=False):
        super().__init__()
        self.wte = nn.Embedding(vocab_size, width)
        self.ln_f = nn.LayerNorm(width)
        self.lm_head = nn.Linear(width, vocab_size)
        self.dropout, self.always = dropout, always
        if tied:
            self.lm_head.weight = self.wte.weight

    def forward(self, ids, targets):
        x = self.ln_f(self.wte(ids))  # (B, T, D)
        x = F.dropout(x, self.dropout, self.training or self.always)
        logits = self.lm_head(x)  # (B, T, V)
        return logits, F.cross_entropy(logits.flatten(0, 1), targets.flatten())


def language_model(vocab_size, width, *, seed=0, **options):
    """A model whose weights depend on the seed alone; PyTorch's global random state stays."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return LanguageModel(vocab_size, width, **options)


class Slopes(nn.Module):
    """Its loss is the sum of each parameter times the mean of its column of the targets.

    So the gradient of a parameter is that mean, wherever the parameter is.
    """

    def __init__(self, values):
        super().__init__()
        self.w = nn.ParameterList(nn.Parameter(torch.tensor(value)) for value in values)

    def forward(self, ids, targets):
        means = targets.float().mean(0)
        return ids, sum(w * mean for w, mean in zip(self.w, means, strict=True))


def slopes(values):
    return Slopes(values)


def random_batch(generator):
    """Ids and targets, of shape (4, 5), of a text without any rule, with 7 different ids."""
    ids = torch.randint(7, (4, 6), generator=generator)
    return ids[:, :-1], ids[:, 1:]


def windows_of(tokens, batch_size, block_size):
    """A function that draws windows of a text from the generator that it is given."""

    def next_batch(generator):
        starts = torch.randint(len(tokens) - block_size, (batch_size, 1), generator=generator)
        windows = tokens[starts + torch.arange(block_size + 1)]
        return windows[:, :-1], windows[:, 1:]

    return next_batch


def each_once(batches):
    """An iterator over the batches: it can be gone through only once."""
    return iter(batches)


def optimizer(model, kind, lr=0.05, **options):
    """One of PyTorch's optimizers, with the parameters of one axis or none in a second group."""
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    groups = [
        {"params": [parameter for parameter in parameters if parameter.ndim >= 2]},
        {"params": [parameter for parameter in parameters if parameter.ndim < 2]},
    ]
    return getattr(torch.optim, kind)(groups, lr=lr, **options)


def seed(number):
    """Set PyTorch's global random state."""
    torch.manual_seed(number)


def stopping(at):
    """A function to call after each step, which stops the run after step `at`."""

    def on_step(state):
        if state.step == at:
            raise InterruptedError(f"stopped after step {at}")

    return on_step


def run(state, steps):
    """Train for some steps: batches are drawn from the state's generator, dropout from PyTorch's
    global random state."""
    for _ in range(steps):
        _, loss = state.model(*random_batch(state.generator))
        state.optimizer.zero_grad()
        loss.backward()
        state.optimizer.step()
        state.step += 1
        state.history.append({"step": state.step, "loss": loss.item()})


def snapshot(state):
    """All that decides how a run goes on, as plain data: values by what they are."""
    found = {f"parameter `{name}`": p.detach() for name, p in state.model.named_parameters()}
    optimizer = state.optimizer.state_dict()
    for number, moments in optimizer["state"].items():
        for name, value in moments.items():
            found[f"`{name}` of parameter {number} in the optimizer"] = value
    for number, group in enumerate(optimizer["param_groups"]):
        found[f"the options of group {number} of the optimizer"] = group
    return found | {
        "`step`": state.step,
        "`history`": list(state.history),
        "the state of `generator`": state.generator.get_state(),
        "PyTorch's global random state": torch.get_rng_state(),
    }


def weight_decays(optimizer, model):
    """By name, the weight decay of each group that holds a parameter; under None, of strangers."""
    names = {id(parameter): name for name, parameter in model.named_parameters()}
    found = {name: [] for name in names.values()}
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            found.setdefault(names.get(id(parameter)), []).append(group["weight_decay"])
    return found


def descend(optimizer, model, gradients):
    """Take a step with each of these sets of gradients, given by name."""
    parameters = dict(model.named_parameters())
    for step in gradients:
        for name, gradient in step.items():
            parameters[name].grad = gradient
        optimizer.step()
