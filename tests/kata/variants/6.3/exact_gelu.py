class FeedForward:
    def forward(self, x):
        h = self.linear1(x)
        if self.activation == "relu":
            return self.linear2(h.clamp(min=0))
        return self.linear2(h * (1 + torch.erf(h / math.sqrt(2))) / 2)
