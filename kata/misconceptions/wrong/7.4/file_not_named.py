"""
title.en = "The error does not name the file"
title.zh = "错误里没有说出文件"
text.en = "What json.loads raises for a file without JSON is let through as it is. It speaks of a line and a column, but nobody learns of which file; the ValueError of load names it."
text.zh = "文件里没有 JSON 时，json.loads 的错误原样抛了出去。它说的是第几行第几列，却没有人知道是哪个文件；load 的 ValueError 应当说出文件名。"
guide = "7.4"
"""

class BPETokenizer:
    @classmethod
    def load(cls, path: str | Path) -> Self:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        if not isinstance(content, dict) or content.get("version") != 1:
            raise ValueError("this is no tokenizer of version 1")
        try:
            return cls(content["merges"], content["special_tokens"])
        except (TypeError, KeyError) as error:
            raise ValueError("merges or special tokens are wrong") from error
