"""
title.en = "Evaluation records a graph"
title.zh = "评估时记录了计算图"
text.en = "evaluate switches to evaluation mode and takes this for enough. eval() changes dropout and says nothing about gradients, so every batch leaves a graph behind; torch.no_grad() is needed besides."
text.zh = "evaluate 切换到评估模式就以为够了。eval() 改变的是随机失活，与梯度无关，于是每一批都留下计算图；还需要 torch.no_grad()。"
guide = "6.8"
"""

def evaluate(model, loader, *, device="cpu") -> tuple[float, float]:
    total, right, count = 0.0, 0, 0
    with _mode(model, training=False):
        for inputs, targets in loader:
            targets = targets.to(device)
            logits = model(inputs.to(device))
            total += _cross_entropy(logits, targets).item() * targets.numel()
            right += int((logits.argmax(dim=-1) == targets).sum())
            count += targets.numel()
    if count == 0:
        raise ValueError("the loader gave no batch")
    return total / count, right / count
