"""
title.en = "encode_ordinary recognises special tokens"
title.zh = "encode_ordinary 认出了特殊词元"
text.en = "The names of special tokens in the text become their ids. To encode_ordinary they are text like any other: else anybody could write an end of text into a prompt by typing its name."
text.zh = "文本里特殊词元的名字变成了它们的编号。对 encode_ordinary 来说，它们与别的文本没有两样：否则谁都能打出名字，把文本的结尾写进提示里。"
guide = "7.3"
"""

class BPETokenizer:
    def encode_ordinary(self, text: str) -> list[int]:
        text.encode()
        ids: list[int] = []
        for place, part in enumerate(_cut(text, self.special_tokens)):
            if place % 2:
                ids.append(self.special_tokens[part])
            else:
                for word in GPT2_PATTERN.findall(part):
                    ids += self._encode_word(word)
        return ids
