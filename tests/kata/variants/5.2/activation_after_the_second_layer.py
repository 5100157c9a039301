class FeedForward:
    def forward(self, x):
        for layer in (self.linear1, self.linear2):
            x = layer(x)
            x = x.relu() if self.activation == "relu" else gelu(x)
        return x
