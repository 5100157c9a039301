"""
title.en = "Shapes are flattened without a look at them"
title.zh = "不看形状就展平了"
text.en = "Logits and targets are flattened and compared row by row, whatever their shapes. Targets of shape (3, 2) then go with logits of shape (2, 3, C) in silence, and every position is asked for another one's target; compare the shapes first."
text.zh = "不管形状如何，logits 和目标都展平了逐行比较。于是形状为 (3, 2) 的目标悄无声息地配上了形状为 (2, 3, C) 的 logits，每个位置被问到的是别的位置的目标；应当先比较形状。"
guide = "6.8"
"""

def _cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    return F.cross_entropy(logits.flatten(0, -2), targets.flatten())


def evaluate(model, loader, *, device="cpu") -> tuple[float, float]:
    total, right, count = 0.0, 0, 0
    with _mode(model, training=False), torch.no_grad():
        for inputs, targets in loader:
            targets = targets.to(device).flatten()
            logits = model(inputs.to(device)).flatten(0, -2)
            total += F.cross_entropy(logits, targets, reduction="sum").item()
            right += int((logits.argmax(dim=-1) == targets).sum())
            count += len(targets)
    if count == 0:
        raise ValueError("the loader gave no batch")
    return total / count, right / count
