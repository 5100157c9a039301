"""Trains your GPT on a text, or on sums; shows what it writes, and draws how its loss falls.

Ctrl-C ends a run early, and --resume goes on with it. Under torchrun, several processes share the
work, on one machine or on many.
"""

import dataclasses
import os
import shlex
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import deque
from datetime import timedelta
from math import log
from pathlib import Path
from statistics import fmean, median
from types import ModuleType
from typing import Any

import addition
import checkpoint
import curves
import distributed
import example
import text
import torch
import vocabulary
from interruption import Interruption

BETAS = (0.9, 0.99)
VOCAB_SIZE = 1024
Data = text.Text | addition.Addition
State = Any  # the learner's TrainingState

# What decides the course of a run. For each option: what it says, its value for a text and for
# sums, and the least that it can be. The sizes for a text are those with which nanoGPT trains on
# a CPU (Karpathy, 2022).
COURSE: dict[str, tuple[str, float, float, float]] = {
    "n_layer": ("blocks", 4, 2, 1),
    "n_head": ("heads in a block", 4, 4, 1),
    "n_embd": ("features of a token", 128, 64, 1),
    "block_size": ("tokens in view at once", 64, addition.BLOCK_SIZE, 1),
    "dropout": ("share of features that are dropped", 0.0, 0.0, 0),
    "batch_size": ("sequences in a batch", 12, 128, 1),
    "accumulation": ("batches in a step", 1, 1, 1),
    "lr": ("the highest learning rate", 1e-3, 3e-3, 0),
    "min_lr": ("the learning rate at the end", 1e-4, 3e-4, 0),
    "warmup": ("steps in which the learning rate rises", 100, 100, 0),
    "weight_decay": ("how strongly weights are drawn to 0", 0.1, 0.1, 0),
    "steps": ("steps to train", 2000, 1000, 1),
    "eval_every": ("steps from one look at held-out text to the next", 200, 100, 1),
    "seed": ("decides the start and the order of batches", 0, 0, 0),
}
RECENT = 50  # steps whose mean loss and speed are shown


class Stopped(Exception):
    """Ends the training early."""


def main(options: Namespace) -> None:
    training = example.module("stage3_gpt.task7_training", options)
    with distributed.join(options.device, training.pick_device) as processes:
        saved = checkpoint.read(options)["config"] if options.resume else None
        settle(options, saved["options"] if saved else None)
        if options.batch_size % processes.count:
            sys.exit(f"{processes.count} processes cannot share --batch-size {options.batch_size}.")
        data = load(options, training)
        torch.manual_seed(options.seed)
        model = checkpoint.build(sizes(data, options), options).to(processes.device)
        optimizer = training.make_optimizer(
            model, lr=options.lr, weight_decay=options.weight_decay, betas=BETAS
        )
        generator = torch.Generator().manual_seed(options.seed)
        state = training.TrainingState(model, optimizer, generator)
        if options.resume:
            training.load_checkpoint(options.out / checkpoint.MODEL, state)
        if options.steps < state.step:
            sys.exit(f"The run has taken {state.step} steps: --steps cannot be less than that.")
        if processes.rank > 0:  # dropout is to differ on the shares of a batch
            torch.manual_seed(options.seed + processes.rank + processes.count * state.step)
        Run(data, state, training, options, processes).go()


def settle(options: Namespace, saved: dict[str, Any] | None) -> None:
    """Fill in what was not given: as it was in the run that goes on, or what is usual."""
    if saved is not None:
        for name, value in saved.items():
            given = getattr(options, name)
            if given not in (None, value) and name not in ("steps", "data"):
                flag = f"--{name.replace('_', '-')}"
                sys.exit(
                    f"The run in {example.shown(options.out)} has {flag} {value}, not {given}: "
                    f"leave {flag} out, or start another run without --resume."
                )
            if given is None:
                setattr(options, name, value)
        return
    options.dataset = options.dataset or "text"
    if options.dataset == "addition":
        for name in ("data", "tokenizer", "vocab_size", "block_size"):
            if getattr(options, name) is not None:
                sys.exit(f"--{name.replace('_', '-')} does not go with --dataset addition.")
    elif options.tokenizer != "bpe" and options.vocab_size is not None:
        sys.exit("--vocab-size goes with --tokenizer bpe: there is one token for each character.")
    usual = {name: row[2 if options.dataset == "addition" else 1] for name, row in COURSE.items()}
    usual |= {"tokenizer": "char"}
    if options.tokenizer == "bpe":
        usual |= {"vocab_size": VOCAB_SIZE}
    for name, value in usual.items():
        if getattr(options, name) is None:
            setattr(options, name, value)


def load(options: Namespace, training: ModuleType) -> Data:
    """What is learned from; ends the program with a sentence if it is other than it was."""
    kept = options.resume and vocabulary.load(options.out / checkpoint.TOKENIZER, options)
    if options.dataset == "addition":
        tokenizer = kept or vocabulary.make(addition.CHARACTERS, options)
        return addition.Addition(tokenizer, options)
    content = text.read(options.data)
    if options.data is not None:
        options.data = str(Path(options.data).resolve())  # a run may go on from another folder
    digest = text.digest(content)
    if options.digest not in (None, digest):
        sys.exit(
            f"The run in {example.shown(options.out)} began with another text than "
            f"{options.data or 'that of this Python'}: --data says where it is."
        )
    options.digest = digest
    # Characters that only occur in what is held out are tokens, too; byte pairs know any text.
    known = content if options.tokenizer == "char" else text.split(content)[0]
    return text.Text(content, kept or vocabulary.make(known, options), training, options)


def sizes(data: Data, options: Namespace) -> dict[str, Any]:
    """The sizes of the model, as GPTConfig has them."""
    names = ("block_size", "n_layer", "n_head", "n_embd", "dropout")
    chosen = {name: getattr(options, name) for name in names}
    return {"vocab_size": data.tokenizer.vocab_size, **chosen, "bias": False}


class Run:
    """A run of training: what it learns from, how far it is, and how it tells of that.

    The model and its state know nothing of other processes: what wraps it to compute with them is
    used for the steps alone.
    """

    def __init__(
        self,
        data: Data,
        state: State,
        training: ModuleType,
        options: Namespace,
        processes: distributed.Processes,
    ) -> None:
        self.data, self.training, self.options, self.processes = data, training, options, processes
        self.model = state.model
        self.state = dataclasses.replace(state, model=processes.wrap(state.model))
        kept = (*COURSE, "dataset", "tokenizer", "vocab_size", "data", "digest")
        settings = {name: getattr(options, name) for name in kept}
        self.config = {"model": sizes(data, options), "options": settings}
        self.bar = example.progress_bar("steps", 20)
        self.first = state.step  # where this part of the run begins
        self.began = self.last = time.monotonic()
        self.durations: deque[float] = deque(maxlen=RECENT)  # of steps

    def go(self) -> None:
        """Take the steps that are left."""
        options = self.options
        if self.processes.rank == 0:
            self.begin()

        with Interruption() as self.interruption, self.bar:
            self.task = self.bar.add_task("", total=options.steps, completed=self.first)
            try:
                self.began = self.last = time.monotonic()
                self.training.train(
                    self.state,
                    self.next_batch,
                    max_steps=options.steps,
                    schedule=self.schedule,
                    accumulation=options.accumulation,
                    eval_batches=self.data.eval_batches(),
                    eval_every=options.eval_every,
                    on_step=self.after_step,
                )
            except Stopped:
                pass
        if self.processes.rank == 0:
            self.end()
        if self.state.step < options.steps:
            sys.exit(130)

    def begin(self) -> None:
        """Say what is trained, and see that all that will be needed is there."""
        parameters = sum(p.numel() for p in self.model.parameters())
        tokens = self.data.ids.numel()
        print(f"{parameters:,} parameters, {tokens:,} tokens to learn from, ", end="")
        print(f"{self.data.tokenizer.vocab_size:,} different ones, on {self.processes.device}")
        if not self.options.resume and (before := checkpoint.set_aside(self.options.out)):
            print(f"The run that was there is now in {example.shown(before)}")
        if self.first > 0:
            print(f"It goes on after step {self.first}.")
        vocabulary.save(self.data.tokenizer, self.options.out / checkpoint.TOKENIZER)
        self.save()
        right = f"{'right':>9}" if self.options.dataset == "addition" else ""
        print(f"\n{'step':>11}{'loss':>9}{'held out':>10}{right}{'tokens/s':>12}{'left':>9}")
        print(self.data.glimpse(self.model), flush=True)

    def next_batch(self, generator: torch.Generator) -> text.Batch:
        return self.processes.share(self.data.next_batch(generator))

    def schedule(self, step: int) -> float:
        options = self.options
        rate: float = self.training.learning_rate(
            step,
            max_lr=options.lr,
            min_lr=options.min_lr,
            warmup_steps=options.warmup,
            max_steps=options.steps,
        )
        return rate

    def after_step(self, state: State) -> None:
        """Tell how it goes, now and then save, and stop where that is wanted."""
        record = state.history[-1]
        asked = float(self.interruption.asked)
        record["loss"], asked = self.processes.means(record["loss"], asked)
        self.durations.append(time.monotonic() - self.last)
        if self.processes.rank == 0:
            self.tell(record)
        self.last = time.monotonic()
        if asked and state.step < self.options.steps:
            raise Stopped

    def tell(self, record: dict[str, float]) -> None:
        """Show how it goes; where held-out text was looked at, also what is written, and save."""
        options, step = self.options, self.state.step
        speed = options.accumulation * options.batch_size * options.block_size
        speed /= max(median(self.durations), 1e-9)
        recent = [record["loss"] for record in self.state.history[-RECENT:]]
        described = f"loss {fmean(recent):.3f}  {speed:,.0f} tokens/s"
        self.bar.update(self.task, completed=step, description=described)
        if "eval_loss" not in record:
            return
        record |= self.data.measure(self.model)
        took = (time.monotonic() - self.began) / (step - self.first)  # each step, looks included
        left = timedelta(seconds=round(took * (options.steps - step)))
        losses = f"{fmean(recent):9.4f}{record['eval_loss']:10.4f}"
        right = f"{record['accuracy']:9.1%}" if "accuracy" in record else ""
        print(f"{f'{step}/{options.steps}':>11}{losses}{right}{speed:12,.0f}{left!s:>9}")
        print(self.data.glimpse(self.model), flush=True)
        self.save()

    def save(self) -> None:
        state = dataclasses.replace(self.state, model=self.model)
        self.training.save_checkpoint(self.options.out / checkpoint.MODEL, state, self.config)

    def end(self) -> None:
        """Save, draw, show what is written now, and say how to go on."""
        self.save()
        options, step = self.options, self.state.step
        if step == options.steps:
            print(f"\n{self.data.show(self.model)}")
        if self.state.history:
            guessing = log(self.data.tokenizer.vocab_size)
            levels = {f"guessing: {guessing:.2f}": guessing, **self.data.levels}
            example.save(curves.draw(self.state.history, levels), "train_gpt.png", options)
        if step < options.steps:
            print(f"Stopped after step {step} of {options.steps}. To go on:")
            print(f"  {command('train_gpt.py', options, '--resume')}")
        else:
            print(f"To let it write: {command('generate.py', options)}")


def command(script: str, options: Namespace, *more: str) -> str:
    """What to type to run a script on what this run leaves, with as many processes as now."""
    words = [Path(sys.executable)]
    if script == "train_gpt.py" and (here := int(os.environ.get("LOCAL_WORLD_SIZE", 1))) > 1:
        words = [words[0].with_name("torchrun"), "--standalone", f"--nproc_per_node={here}"]
    words += [example.HERE / script, *more]
    if options.solutions:
        words.append("--solutions")
    if options.out != example.HERE / "out":
        words += ["--out", options.out]
    if options.device != "auto":
        words += ["--device", options.device]
    return shlex.join(example.shown(w) if isinstance(w, Path) else w for w in words)


def parser() -> ArgumentParser:
    parser = example.parser(__doc__, "the folder for checkpoint, tokenizer and picture")
    described = "what to learn: to write like a text, or to add numbers (default: text)"
    parser.add_argument("--dataset", choices=("text", "addition"), help=described)
    described = "the text, in UTF-8 (default: the manual that comes with Python)"
    parser.add_argument("--data", metavar="FILE", help=described)
    described = "a token for each character, or byte pairs (default: char)"
    parser.add_argument("--tokenizer", choices=("char", "bpe"), help=described)
    example.option(parser, "--vocab-size", VOCAB_SIZE, "the number of byte-pair tokens", least=256)
    for name, (described, value, for_sums, least) in COURSE.items():
        if for_sums != value:
            described += f"; {for_sums} for addition"
        example.option(parser, f"--{name.replace('_', '-')}", value, described, least)
    distributed.add_option(parser)
    parser.add_argument("--resume", action="store_true", help="go on with the run in the folder")
    parser.set_defaults(**dict.fromkeys((*COURSE, "vocab_size", "digest")))  # None: not given
    return parser


if __name__ == "__main__":
    example.run(main, parser())
