"""
style = "Loops without helpers: modes put back one by one, sums of losses, samplers made by hand."
file = "stage3_gpt/task6_pytorch.py"
"""


class TextWindows:
    def __init__(self, tokens, block_size):
        text = tokens if isinstance(tokens, (Tensor, np.ndarray)) else np.array(tokens)
        if isinstance(text, np.ndarray):
            if text.dtype.kind not in "iu" and text.size:
                raise TypeError(f"tokens of {text.dtype}")
            text = torch.from_numpy(text)
        if text.dtype == torch.bool or text.dtype.is_floating_point or text.dtype.is_complex:
            if text.numel():
                raise TypeError(f"tokens of {text.dtype}")
        if text.dim() != 1 or block_size < 1 or text.numel() - block_size < 1:
            raise ValueError(f"no window of {block_size} in {tuple(text.shape)}")
        self.text, self.size = text, block_size

    def __len__(self):
        return self.text.numel() - self.size

    def __getitem__(self, index):
        first = range(len(self))[index]  # which raises the IndexError
        inputs = self.text.narrow(0, first, self.size)
        targets = self.text.narrow(0, first + 1, self.size)
        return inputs.to(torch.int64), targets.to(torch.int64)


def make_loader(
    dataset, batch_size, *, shuffle=False, generator=None, num_workers=0, drop_last=False
):
    if batch_size < 1 or num_workers < 0:
        raise ValueError(f"batches of {batch_size} by {num_workers} workers")
    if shuffle:
        order = torch.utils.data.RandomSampler(dataset, generator=generator)
    else:
        order = torch.utils.data.SequentialSampler(dataset)
    batches = torch.utils.data.BatchSampler(order, batch_size, drop_last)
    return DataLoader(
        dataset, batch_sampler=batches, num_workers=num_workers, generator=generator
    )


def train_epoch(model, loader, optimizer, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    losses, counts = [], []
    model.train()
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            optimizer.zero_grad(set_to_none=True)
            loss = _summed(model(x), y)
            (loss / y.numel()).backward()
            optimizer.step()
            losses.append(loss.detach())
            counts.append(y.numel())
    finally:
        for module, mode in before.items():
            module.training = mode
    if not counts:
        raise ValueError("nothing to train on")
    return float(sum(losses)) / sum(counts)


def evaluate(model, loader, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    losses, hits, count = 0.0, 0, 0
    model.eval()
    try:
        with torch.inference_mode():
            for x, y in loader:
                x, y = x.to(device), y.to(device)
                scores = model(x)
                losses += _summed(scores, y).item()
                hits += torch.eq(scores.max(dim=-1).indices, y).sum().item()
                count += y.numel()
    finally:
        for module, mode in before.items():
            module.training = mode
    if count == 0:
        raise ValueError("nothing to evaluate on")
    return losses / count, hits / count


def _summed(logits, targets):
    if tuple(logits.shape[:-1]) != tuple(targets.shape):
        raise ValueError(f"targets {tuple(targets.shape)} for logits {tuple(logits.shape)}")
    chosen = logits.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    return (logits.logsumexp(dim=-1) - chosen).sum()
