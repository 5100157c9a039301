class TextWindows:
    def __getitem__(self, index):
        count = len(self)
        if index < 0:
            index += count
        if index < 0 or index >= count:
            raise IndexError(index)
        *_, last = window = self.tokens[index:][: self.block_size + 1].to(torch.int64)
        return window[:-1], last
