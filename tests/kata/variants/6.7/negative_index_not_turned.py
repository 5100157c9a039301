class TextWindows:
    def __getitem__(self, index):
        count = len(self)
        if index < -count or index >= count:
            raise IndexError(index)
        here = slice(index, index + self.block_size)
        ahead = slice(index + 1, index + self.block_size + 1)
        inputs, targets = (self.tokens[part].to(torch.int64) for part in (here, ahead))
        return inputs, targets
