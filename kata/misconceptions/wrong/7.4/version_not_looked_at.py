"""
title.en = "The version of the file is not looked at"
title.zh = "没有看文件的版本号"
text.en = "load reads the merges and the special tokens, whatever the version says. The day the format changes, this program would misread the new file in silence; another version, or none, is a ValueError."
text.zh = "不管版本号是什么，load 都去读合并表和特殊词元。格式改变的那一天，这个程序就会悄悄读错新文件；版本不同或没有版本号，都要抛出 ValueError。"
guide = "7.4"
"""

class BPETokenizer:
    @classmethod
    def load(cls, path: str | Path) -> Self:
        try:
            content = json.loads(Path(path).read_text(encoding="utf-8"))
            return cls(content["merges"], content["special_tokens"])
        except (ValueError, TypeError, KeyError) as error:
            raise ValueError(f"{path} does not hold a tokenizer: {error!r}") from error
