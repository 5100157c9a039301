class CausalSelfAttention:
    def attend(self, query, key, value):
        Tq, Tk = query.shape[2], key.shape[2]
        att = query @ key.mT / math.sqrt(query.shape[3])
        later = torch.arange(Tk)[None, :] > torch.arange(Tq)[:, None]
        att = att.masked_fill(later, float("-inf")).softmax(dim=-1)
        out = (att @ value).transpose(1, 2).contiguous()
        return self.c_proj(out.view(out.shape[0], Tq, -1))
