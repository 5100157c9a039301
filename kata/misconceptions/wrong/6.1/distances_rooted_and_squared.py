"""
title.en = "The distance is rooted and then squared again"
title.zh = "先开方，再平方"
text.en = "First the distance is computed with its root, and then it is squared. Where two points are equal the slope of the root is infinite, and the gradient becomes NaN; sum the squares and leave the root out."
text.zh = "先算出带根号的距离，再把它平方。在两点相同的地方，根号的斜率是无穷大，梯度就成了 NaN；应当直接对平方求和，不要开方。"
guide = "6.1"
"""

def pairwise_squared_distances(x: Tensor, y: Tensor) -> Tensor:
    if min(x.ndim, y.ndim) < 2 or x.shape[-1] != y.shape[-1]:
        raise ValueError(f"shapes {tuple(x.shape)} and {tuple(y.shape)} do not fit")
    difference = x.unsqueeze(-2) - y.unsqueeze(-3)
    distance = difference.square().sum(dim=-1).sqrt()
    return distance**2
