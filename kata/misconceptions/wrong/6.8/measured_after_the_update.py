"""
title.en = "The loss is measured after the update"
title.zh = "更新之后才测量损失"
text.en = "Each batch is computed a second time after its own update, and that loss is reported. The model has just been fitted to that batch, so the figure flatters it; it is the loss before the update that counts."
text.zh = "每一批在自己的更新之后又算了一遍，报告的是这个损失。模型刚刚针对这一批做了调整，这个数偏好；应当报告更新之前的损失。"
guide = "6.8"
"""

def train_epoch(model, loader, optimizer, *, device="cpu") -> float:
    total, count = 0.0, 0
    with _mode(model, training=True):
        for inputs, targets in loader:
            inputs, targets = inputs.to(device), targets.to(device)
            optimizer.zero_grad()
            _cross_entropy(model(inputs), targets).backward()
            optimizer.step()
            with torch.no_grad():
                total += _cross_entropy(model(inputs), targets).item() * targets.numel()
            count += targets.numel()
    if count == 0:
        raise ValueError("the loader gave no batch")
    return total / count
