class TextWindows:
    def __len__(self):
        return self.tokens.unfold(0, self.block_size, 1).shape[0]

    def __getitem__(self, index):
        count = len(self)
        if index < 0:
            index += count
        if index < 0 or index >= count:
            raise IndexError(index)
        both = self.tokens[index:][: self.block_size + 1].to(torch.int64)
        return both[: self.block_size], both[1:]
