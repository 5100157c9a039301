"""
title.en = "Logits go into cross_entropy unflattened"
title.zh = "logits 没有展平就交给了 cross_entropy"
text.en = "Logits of shape (B, T, C) go into F.cross_entropy as they are, which takes axis 1 for the classes. With T = C that raises nothing and compares positions in place of classes; flatten to (n, C) and (n,)."
text.zh = "形状为 (B, T, C) 的 logits 原样交给 F.cross_entropy，而它把轴 1 当作类别。T = C 时这不会报错，却把位置当成类别来比较；应当展平成 (n, C) 和 (n,)。"
guide = "6.8"
"""

def _cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    if targets.shape != logits.shape[:-1]:
        raise ValueError(f"targets {tuple(targets.shape)}, logits {tuple(logits.shape)}")
    return F.cross_entropy(logits, targets)
