class CausalSelfAttention:
    def attend(self, query, key, value):
        scale = 1 / math.sqrt(key.size(-1))
        weights = ((query * scale) @ key.transpose(-1, -2)).softmax(dim=-1)
        mixed = (weights @ value).permute(0, 2, 1, 3)
        return self.c_proj(mixed.reshape(*mixed.shape[:2], -1))
