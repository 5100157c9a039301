"""
title.en = "The heads stand behind the queries"
title.zh = "头排在了查询后面"
text.en = "The result has the shape (B, T_query, H, T_key) and not (B, H, T_query, T_key). The letters behind the arrow of einsum decide the order of the axes; as many heads as queries would hide the mix-up."
text.zh = "结果的形状是 (B, T_query, H, T_key)，而不是 (B, H, T_query, T_key)。einsum 箭头后面的字母决定各轴的次序；头与查询一样多时，这个错误看不出来。"
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
    return torch.einsum("bqi,hij,bkj->bqhk", query, weight, key)
