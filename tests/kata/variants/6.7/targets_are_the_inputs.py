class TextWindows:
    def __getitem__(self, index):
        count = len(self)
        if index < 0:
            index += count
        if index < 0 or index >= count:
            raise IndexError(index)
        inputs = self.tokens.narrow(0, index, self.block_size)
        targets = self.tokens.narrow(0, index, self.block_size)
        return inputs.long(), targets.long()
