class Sequential(Module):
    def forward(self, x):
        k = len(self.layers)
        while k > 0:
            k -= 1
            x = self.layers[k](x)
        return x
