"""
title.en = "The gradients are never cleared"
title.zh = "梯度从未清零"
text.en = "The loop calls backward and step, but never zero_grad. backward() adds to .grad, so every update uses the sum of all gradients so far; each has to use that of its own batch alone."
text.zh = "循环里调用了 backward 和 step，却从未调用 zero_grad。backward() 是往 .grad 里累加，于是每次更新用的是到目前为止所有梯度的和；每次更新应当只用自己这一批的梯度。"
guide = "6.8"
"""

def train_epoch(model, loader, optimizer, *, device="cpu") -> float:
    total, count = 0.0, 0
    with _mode(model, training=True):
        for inputs, targets in loader:
            targets = targets.to(device)
            loss = _cross_entropy(model(inputs.to(device)), targets)
            loss.backward()
            optimizer.step()
            total += loss.item() * targets.numel()
            count += targets.numel()
    if count == 0:
        raise ValueError("the loader gave no batch")
    return total / count
