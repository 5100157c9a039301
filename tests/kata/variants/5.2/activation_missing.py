class FeedForward:
    def forward(self, x):
        h = self.linear1(x)
        return self.linear2(h)
