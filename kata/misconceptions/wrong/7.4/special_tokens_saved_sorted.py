"""
title.en = "The special tokens are saved in alphabetical order"
title.zh = "特殊词元按字母次序保存"
text.en = "The file holds the names of the special tokens sorted, and their ids follow from the order. After loading they have other ids than the model was trained with; save them in the order of their ids."
text.zh = "文件里特殊词元的名字排了序，而编号由次序决定。加载之后，它们的编号就与训练模型时不同了；应当按编号的次序保存。"
guide = "7.4"
"""

class BPETokenizer:
    def save(self, path: str | Path) -> None:
        content = {
            "version": 1,
            "merges": self.merges,
            "special_tokens": sorted(self.special_tokens),
        }
        Path(path).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
