"""
title.en = "The weight's axes are swapped"
title.zh = "权重的两个轴弄反了"
text.en = "The query meets the last axis of the weight and the key the one before. The formula has weight[h, i, j] with i from the query and j from the key; where D = E the mix-up raises nothing and gives other scores."
text.zh = "查询对上了权重的最后一个轴，键对上了它前面的轴。公式里是 weight[h, i, j]，i 属于查询，j 属于键；当 D = E 时，弄反了也不报错，只是分数不同。"
guide = "6.1"
"""

def bilinear_scores(query: Tensor, key: Tensor, weight: Tensor) -> Tensor:
    shapes = tuple(query.shape), tuple(key.shape), tuple(weight.shape)
    if (
        [len(shape) for shape in shapes] != [3, 3, 3]
        or query.shape[0] != key.shape[0]
        or (query.shape[2], key.shape[2]) != weight.shape[1:]
    ):
        raise ValueError(f"shapes {shapes[0]}, {shapes[1]} and {shapes[2]} do not fit")
    return torch.einsum("bqj,hij,bki->bhqk", query, weight, key)
