class TextWindows:
    def __len__(self):
        return len(range(self.block_size, len(self.tokens), self.block_size))

    def __getitem__(self, index):
        starts = range(0, len(self.tokens) - self.block_size, self.block_size)
        at = starts[index]
        inputs = self.tokens[at : at + self.block_size].long()
        targets = self.tokens[at + 1 : at + 1 + self.block_size].long()
        return inputs, targets
