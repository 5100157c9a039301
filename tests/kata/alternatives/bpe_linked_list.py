"""
style = "Encoding with a linked list of tokens and a heap of ranks; special tokens found by scanning."
file = "stage3_gpt/task7_tokenizer.py"
"""

from heapq import heapify, heappop, heappush


class BPETokenizer:
    def encode_ordinary(self, text):
        text.encode("utf-8")
        ranks = {pair: rank for rank, pair in enumerate(self.merges)}
        return [i for word in GPT2_PATTERN.findall(text) for i in _linked(word, ranks)]

    def encode(self, text, allowed_special=()):
        allowed = set(self.special_tokens if allowed_special == "all" else allowed_special)
        unknown = allowed.difference(self.special_tokens)
        if unknown:
            raise ValueError(f"these are no special tokens: {', '.join(sorted(unknown))}")
        text.encode("utf-8")
        ids, rest = [], text
        while rest:
            found = [(rest.find(name), -len(name), name) for name in allowed if name in rest]
            if not found:
                break
            start, _, name = min(found)
            ids.extend(self.encode_ordinary(rest[:start]))
            ids.append(self.special_tokens[name])
            rest = rest[start + len(name) :]
        return ids + self.encode_ordinary(rest)

    def save(self, path):
        names = sorted(self.special_tokens, key=self.special_tokens.get)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(
                {
                    "special_tokens": names,
                    "merges": [list(pair) for pair in self.merges],
                    "version": 1,
                },
                file,
                indent=2,
            )

    @classmethod
    def load(cls, path):
        with open(path, "rb") as file:
            raw = file.read()
        try:
            content = json.loads(raw)
            version, merges, names = map(
                content.__getitem__, ("version", "merges", "special_tokens")
            )
            if version != 1:
                raise ValueError(f"this is version {version}")
            return cls([tuple(pair) for pair in merges], names)
        except Exception as problem:
            raise ValueError(f"{path} can't be read: {problem}") from problem


def _linked(word, ranks):
    """The ids of a word: the lowest rank first, of equal ones the leftmost."""
    tokens = list(word.encode("utf-8"))
    end = len(tokens)
    after, before = list(range(1, end + 1)), list(range(-1, end - 1))
    heap = [
        (ranks[pair], place) for place, pair in enumerate(pairwise(tokens)) if pair in ranks
    ]
    heapify(heap)
    while heap:
        rank, place = heappop(heap)
        other = after[place]
        if tokens[place] is None or other == end:
            continue
        if ranks.get((tokens[place], tokens[other])) != rank:
            continue  # the pair has been merged with another one
        tokens[place], tokens[other] = 256 + rank, None
        after[place] = after[other]
        if after[place] < end:
            before[after[place]] = place
        for left in (before[place], place):
            if left >= 0 and after[left] < end:
                pair = tokens[left], tokens[after[left]]
                if pair in ranks:
                    heappush(heap, (ranks[pair], left))
    return [token for token in tokens if token is not None]
