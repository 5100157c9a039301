class Sequential(Module):
    def forward(self, x):
        outputs = [x] + [layer(x) for layer in self.layers]
        return outputs[-1]
