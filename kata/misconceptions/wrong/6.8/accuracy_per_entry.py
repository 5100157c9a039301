"""
title.en = "The right answers are divided by the entries of the batches"
title.zh = "答对的个数除以了批量里的项数"
text.en = "The targets that are right are divided by the number of entries, len(targets). A language model has T targets in every entry, so its accuracy comes out T times too large; divide by the number of targets."
text.zh = "答对的目标数除以的是项数，即 len(targets)。语言模型的每一项有 T 个目标，准确率就大了 T 倍；应当除以目标的个数。"
guide = "6.8"
"""

def evaluate(model, loader, *, device="cpu") -> tuple[float, float]:
    total, right, count, entries = 0.0, 0, 0, 0
    with _mode(model, training=False), torch.no_grad():
        for inputs, targets in loader:
            targets = targets.to(device)
            logits = model(inputs.to(device))
            total += _cross_entropy(logits, targets).item() * targets.numel()
            right += int((logits.argmax(dim=-1) == targets).sum())
            count += targets.numel()
            entries += len(targets)
    if count == 0:
        raise ValueError("the loader gave no batch")
    return total / count, right / entries
