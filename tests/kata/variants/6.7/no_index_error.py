class TextWindows:
    def __getitem__(self, index):
        if index < 0:
            index = index + len(self)
        rest = self.tokens[index:]
        return rest[: self.block_size].long(), rest[1:][: self.block_size].long()
