"""
style = "Training with linked positions and a heap of pairs, as in a compressor."
file = "stage3_gpt/task7_tokenizer.py"
"""

from heapq import heappop, heappush


class BPETokenizer:
    @classmethod
    def train(cls, text, vocab_size, special_tokens=()):
        special_tokens = list(special_tokens)
        least = cls([], special_tokens).vocab_size
        if vocab_size < least:
            raise ValueError(f"vocab_size is {vocab_size}, but the least is {least}")
        text.encode("utf-8")
        chain = _Chain(_parts(text, special_tokens))
        merges = []
        for new in range(256, 256 + vocab_size - least):
            pair = chain.best()
            if pair is None:
                warnings.warn(f"there are only {len(merges)} merges", stacklevel=2)
                break
            chain.merge(pair, new)
            merges.append(pair)
        return cls(merges, special_tokens)


def _parts(text, names):
    """What is left of a text between the names, the longest name first at every place."""
    names = sorted(names, key=lambda name: -len(name))
    start = here = 0
    while here < len(text):
        name = next((name for name in names if text.startswith(name, here)), "")
        if name:
            yield text[start:here]
            start = here = here + len(name)
        else:
            here += 1
    yield text[start:]


class _Chain:
    """All words one behind the other; each place knows its token and its neighbours."""

    def __init__(self, parts):
        self.token, self.weight, self.before, self.after = [], [], [], []
        self.count, self.where, self.heap = {}, {}, []
        words = Counter(word for part in parts for word in GPT2_PATTERN.findall(part))
        for word, times in words.items():
            first = len(self.token)
            self.token += word.encode("utf-8")
            last = len(self.token) - 1
            for place in range(first, last + 1):
                self.weight.append(times)
                self.before.append(place - 1 if place > first else None)
                self.after.append(place + 1 if place < last else None)
        for place in range(len(self.token)):
            self.change(place, +1)
        for pair in self.count:
            heappush(self.heap, (-self.count[pair], pair))

    def pair(self, place):
        if place is None or self.token[place] is None or self.after[place] is None:
            return None
        return self.token[place], self.token[self.after[place]]

    def change(self, place, sign):
        """Count the pair that begins here, or take it away; tell which."""
        pair = self.pair(place)
        if pair is not None:
            self.count[pair] = self.count.get(pair, 0) + sign * self.weight[place]
            if sign > 0:
                self.where.setdefault(pair, set()).add(place)
        return pair

    def best(self):
        while self.heap:
            count, pair = self.heap[0]
            if self.count[pair] == -count and count:
                return pair
            heappop(self.heap)
        return None

    def merge(self, pair, new):
        touched = {pair}
        for place in sorted(self.where.pop(pair)):
            if self.pair(place) != pair:
                continue  # its first token was the last of another one
            second = self.after[place]
            touched.add(self.change(self.before[place], -1))
            touched.add(self.change(place, -1))
            touched.add(self.change(second, -1))
            self.after[place] = self.after[second]
            if self.after[place] is not None:
                self.before[self.after[place]] = place
            self.token[place], self.token[second] = new, None
            touched.add(self.change(self.before[place], +1))
            touched.add(self.change(place, +1))
        for pair in touched - {None}:
            if self.count[pair]:
                heappush(self.heap, (-self.count[pair], pair))
