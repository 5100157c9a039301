"""
title.en = "Evaluation runs in the mode that it finds"
title.zh = "评估时用的是原来的模式"
text.en = "evaluate runs under torch.no_grad() and takes this for evaluation. The graph is gone, but dropout is still at work and makes the figures random and worse; the model has to be in evaluation mode."
text.zh = "evaluate 在 torch.no_grad() 之内运行，就以为这是评估了。计算图是没有了，随机失活却还在起作用，使结果随机而且变差；模型必须处于评估模式。"
guide = "6.8"
"""

def evaluate(model, loader, *, device="cpu") -> tuple[float, float]:
    total, right, count = 0.0, 0, 0
    with torch.no_grad():
        for inputs, targets in loader:
            targets = targets.to(device)
            logits = model(inputs.to(device))
            total += _cross_entropy(logits, targets).item() * targets.numel()
            right += int((logits.argmax(dim=-1) == targets).sum())
            count += targets.numel()
    if count == 0:
        raise ValueError("the loader gave no batch")
    return total / count, right / count
