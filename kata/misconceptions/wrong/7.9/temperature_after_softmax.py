"""
title.en = "The temperature divides the probabilities"
title.zh = "用温度除概率"
text.en = "Softmax comes first, and its probabilities are divided by the temperature. Once they are scaled to sum to 1 again, nothing has changed; it has to divide the logits, whose differences it changes."
text.zh = "先做了 softmax，再用温度去除概率。再次归一化之后，什么也没有改变；它除的应当是 logits，这样改变的才是它们的差距。"
guide = "7.9"
"""

from torch import Tensor


def token_probabilities(
    logits: Tensor,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Tensor:
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature = {temperature}, top_k = {top_k}")
    if top_p is not None and not 0 < top_p <= 1:
        raise ValueError(f"top_p must be above 0 and at most 1, not {top_p}")
    if temperature == 0:
        return torch.zeros_like(logits).scatter(-1, logits.argmax(-1, keepdim=True), 1.0)
    probabilities = logits.softmax(-1) / temperature
    if top_k is not None and top_k < logits.shape[-1]:
        smallest = probabilities.topk(top_k).values[..., -1:]
        probabilities = probabilities.masked_fill(probabilities < smallest, 0.0)
    probabilities = probabilities / probabilities.sum(-1, keepdim=True)
    if top_p is not None and top_p < 1:
        ordered, ids = probabilities.sort(dim=-1, descending=True, stable=True)
        reached = ordered.cumsum(-1) - ordered >= top_p
        dropped = torch.zeros_like(reached).scatter(-1, ids, reached)
        probabilities = probabilities.masked_fill(dropped, 0.0)
        probabilities = probabilities / probabilities.sum(-1, keepdim=True)
    return probabilities
