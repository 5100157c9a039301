class MLP:
    def forward(self, x):
        hidden = self.c_fc(x)
        hidden = 0.5 * hidden * (1.0 + torch.erf(hidden / 2**0.5))
        return self.c_proj(hidden)
