"""Lets the GPT that train_gpt.py has trained write on; one trained on sums adds numbers."""

import codecs
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

import addition
import checkpoint
import distributed
import example
import torch
import vocabulary
from torch import Tensor

SUM = re.compile(rf"(\d{{1,{addition.DIGITS}}})\+(\d{{1,{addition.DIGITS}}})=?")


def main(options: Namespace) -> None:
    training = example.module("stage3_gpt.task7_training", options)
    device = distributed.find_device(options.device, training.pick_device)
    saved = checkpoint.read(options)
    tokenizer = vocabulary.load(options.out / checkpoint.TOKENIZER, options)
    model = checkpoint.build(saved["config"]["model"], options)
    model.load_state_dict(saved["model"])
    model.to(device).eval()
    if saved["config"]["options"]["dataset"] == "addition":
        add(model, tokenizer, options)
    else:
        write(model, tokenizer, options)


def add(model: Any, tokenizer: Any, options: Namespace) -> None:
    """Complete the sum in the prompt."""
    match = SUM.fullmatch(options.prompt or "57+68")
    if not match:
        sys.exit(
            f"The model in {example.shown(options.out)} adds two numbers of at most "
            f"{addition.DIGITS} digits, as in --prompt 57+68."
        )
    pair = (int(match[1]), int(match[2]))
    print(addition.judge(pair, *addition.answer(model, tokenizer, [pair])))


def write(model: Any, tokenizer: Any, options: Namespace) -> None:
    """Continue the prompt, as often as is asked for, and show each token as it comes."""
    device = next(model.parameters()).device
    ids = torch.tensor([start(tokenizer, options.prompt)], device=device)  # (1, T)
    how = {"temperature": options.temperature, "top_k": options.top_k, "top_p": options.top_p}
    generate = find_generate(model, ids, how)
    generator = torch.Generator(device).manual_seed(options.seed)
    for number in range(options.samples):
        if number > 0:
            print(f"\n{'-' * 20}\n")
        print(options.prompt, end="", flush=True)
        stream = Stream(tokenizer)
        generate(ids, options.tokens, **how, generator=generator, on_token=stream.show)
        stream.end()


def start(tokenizer: Any, prompt: str) -> list[int]:
    """The ids of the prompt, or of the start of a line where there is none."""
    try:
        return vocabulary.encode(tokenizer, prompt or "\n")
    except ValueError as error:
        if not prompt:  # a text of a single line
            return [0]
        sys.exit(f"--prompt: {error}.")


def find_generate(model: Any, ids: Tensor, how: dict[str, Any]) -> Callable[..., Tensor]:
    """The method of the model that generates: the one with a cache, if it is written already."""
    try:
        try:
            model.generate_cached(ids, 1, **how)
            return model.generate_cached
        except NotImplementedError as error:
            if not (sentence := example.missing_step(error)):
                raise
            model.generate(ids, 1, **how)
            print(f"Without a cache: {sentence}\n", file=sys.stderr)
            return model.generate
    except ValueError as error:
        sys.exit(f"{error}.")


class Stream:
    """Shows tokens as soon as they make whole characters; some have bytes in several tokens."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def show(self, column: Tensor) -> None:
        """Show what has become whole by the next token, shape (1, 1)."""
        id = int(column.item())
        if vocabulary.of_characters(self.tokenizer):
            text = self.tokenizer.decode([id])
        else:
            text = self.decoder.decode(self.tokenizer.vocab[id])
        print(example.printable(text), end="", flush=True)

    def end(self) -> None:
        print(self.decoder.decode(b"", final=True))


def parser() -> ArgumentParser:
    parser = example.parser(__doc__, "the folder that train_gpt.py wrote to")
    described = "what to continue; a sum such as 57+68 for a model that adds"
    parser.add_argument("--prompt", default="", metavar="TEXT", help=described)
    example.option(parser, "--tokens", 500, "how many to write")
    example.option(parser, "--samples", 1, "how many texts to write")
    described = "below 1 likely tokens become more likely; with 0 always the most likely one"
    example.option(parser, "--temperature", 0.8, described, least=0)
    described = "draw from the N most likely tokens only"
    parser.add_argument("--top-k", type=int, metavar="N", help=described)
    described = "draw from the most likely tokens only that have the share X together"
    parser.add_argument("--top-p", type=float, metavar="X", help=described)
    example.option(parser, "--seed", 0, "another number gives another text", least=0)
    distributed.add_option(parser)
    return parser


if __name__ == "__main__":
    example.run(main, parser(), writes=False)
