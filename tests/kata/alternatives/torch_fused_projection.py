"""
style = "Queries, keys and values of self-attention in one product; the block as a loop over its parts."
file = "stage3_gpt/task6_pytorch.py"
"""


class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        parts = (self.q_proj, self.k_proj, self.v_proj)
        if key is None and value is None:
            weight = torch.cat([part.weight for part in parts])
            bias = torch.cat([part.bias for part in parts])
            q, k, v = F.linear(query, weight, bias).chunk(3, dim=-1)
        else:
            key = query if key is None else key
            value = key if value is None else value
            q, k, v = (p(x) for p, x in zip(parts, (query, key, value), strict=True))
        width = q.shape[-1] // self.num_heads
        q, k, v = (torch.stack(x.split(width, dim=-1), dim=-3) for x in (q, k, v))
        scores = torch.matmul(q, k.mT) * width**-0.5
        allowed = torch.ones_like(scores, dtype=torch.bool)
        if mask is not None:
            if mask.dtype is not torch.bool:
                raise TypeError(f"a mask of {mask.dtype}")
            try:
                allowed = mask.broadcast_to(scores.shape)
            except RuntimeError as error:
                raise ValueError(f"a mask of shape {tuple(mask.shape)}") from error
        lowest = torch.finfo(scores.dtype).min
        top = scores.detach().masked_fill(~allowed, lowest).amax(dim=-1, keepdim=True)
        e = torch.exp((scores - top).masked_fill(~allowed, 0.0)) * allowed
        total = e.sum(dim=-1, keepdim=True)
        weights = e / torch.where(total == 0, 1.0, total)
        with torch.no_grad():
            self.attention_weights = weights.clone()
        return self.out_proj(torch.cat((weights @ v).unbind(dim=-3), dim=-1))


class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        def attend(x):
            return self.attention(x, mask=mask)

        for norm, layer in ((self.norm1, attend), (self.norm2, self.feed_forward)):
            if self.norm_first:
                x = torch.add(x, self.dropout(layer(norm(x))))
            else:
                x = norm(torch.add(x, self.dropout(layer(x))))
        return x


def load_numpy_weights(torch_block, numpy_block):
    theirs = dict(torch_block.named_parameters())
    ours = {name: p.data for name, p in numpy_block.named_parameters()}
    lines = [f"{name} is missing" for name in theirs.keys() - ours.keys()]
    lines += [f"{name} is unexpected" for name in ours.keys() - theirs.keys()]
    for name in theirs.keys() & ours.keys():
        want, have = tuple(theirs[name].shape), tuple(ours[name].shape)
        if want != have:
            lines.append(f"{name} has shape {have}, not {want}")
    if lines:
        raise ValueError("\n".join(sorted(lines)))
    for name, parameter in theirs.items():
        value = torch.tensor(ours[name], dtype=parameter.dtype, device=parameter.device)
        parameter.data[...] = value
