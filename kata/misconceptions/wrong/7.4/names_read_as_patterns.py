"""
title.en = "The names are read as patterns"
title.zh = "把名字当成了模式"
text.en = "The names go into the pattern without being escaped. A dot then stands for any character, and two bars for a choice, so other texts are taken for the name; regex.escape takes it literally."
text.zh = "名字没有转义就放进了模式。这样点表示任意字符，竖线表示选择，别的文本也会被当成这个名字；regex.escape 让它按字面理解。"
guide = "7.4"
"""

class BPETokenizer:
    def encode(self, text: str, allowed_special: Collection[str] = ()) -> list[int]:
        allowed = self.special_tokens if allowed_special == "all" else allowed_special
        for name in allowed:
            if name not in self.special_tokens:
                raise ValueError(f"{name!r} is no special token")
        text.encode()
        if not allowed:
            return self.encode_ordinary(text)
        pattern = "|".join(sorted(allowed, key=len, reverse=True))
        ids: list[int] = []
        for part in regex.split(f"({pattern})", text):
            if part in allowed:
                ids.append(self.special_tokens[part])
            else:
                ids += self.encode_ordinary(part or "")
        return ids
