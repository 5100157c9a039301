"""
title.en = "The result is a mean over the batches"
title.zh = "结果是对各批取的平均"
text.en = "The mean losses of the batches are averaged as they are. A small last batch then weighs as much as a full one; each batch has to count with the number of its targets."
text.zh = "直接对各批的平均损失取平均。这样最后的小批与整批分量一样；每一批应当按它的目标个数计算分量。"
guide = "6.8"
"""

def train_epoch(model, loader, optimizer, *, device="cpu") -> float:
    losses = []
    with _mode(model, training=True):
        for inputs, targets in loader:
            loss = _cross_entropy(model(inputs.to(device)), targets.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    if not losses:
        raise ValueError("the loader gave no batch")
    return sum(losses) / len(losses)


def evaluate(model, loader, *, device="cpu") -> tuple[float, float]:
    losses, accuracies = [], []
    with _mode(model, training=False), torch.no_grad():
        for inputs, targets in loader:
            targets = targets.to(device)
            logits = model(inputs.to(device))
            losses.append(_cross_entropy(logits, targets).item())
            accuracies.append((logits.argmax(dim=-1) == targets).double().mean().item())
    if not losses:
        raise ValueError("the loader gave no batch")
    return sum(losses) / len(losses), sum(accuracies) / len(accuracies)
