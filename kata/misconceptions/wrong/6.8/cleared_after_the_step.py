"""
title.en = "The gradients are cleared only after the step"
title.zh = "更新之后才清零梯度"
text.en = "zero_grad comes at the end of each round. The first batch then finds what was left in .grad from before and counts it; clear the gradients before backward, and nothing can be left over."
text.zh = "zero_grad 放在每次循环的最后。这样第一批会碰上之前留在 .grad 里的梯度，把它也算进去；应当在 backward 之前清零，就不会有剩下的。"
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
            optimizer.zero_grad()
            total += loss.item() * targets.numel()
            count += targets.numel()
    if count == 0:
        raise ValueError("the loader gave no batch")
    return total / count
