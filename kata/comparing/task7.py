"""The races of stage 3, task 7: a tiny GPT."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from kata.comparing.races import filled, forwards, peer, race, torch_tensors

TEXT = "the cat sat on the mat, and the other cat saw that the mat was flat. " * 20


@race("7.1")
def characters(rng):
    """CharTokenizer: 1,380 letters and back"""
    from exercises.stage3_gpt.task7_tokenizer import CharTokenizer

    tokenizer = CharTokenizer.from_text(TEXT)

    def run():
        ids = tokenizer.encode(TEXT)
        return [ids, float(tokenizer.decode(ids) == TEXT)]

    return run


def words(rng):
    """A text of invented words."""
    letters = np.array(list("abcdefgh"))
    known = ["".join(rng.choice(letters, rng.integers(2, 8))) for _ in range(200)]
    return " ".join(rng.choice(known, 2000))


@race("7.2")
def training_bpe(rng):
    """BPETokenizer.train: 100 merges"""
    from exercises.stage3_gpt.task7_tokenizer import BPETokenizer

    text = words(rng)
    return lambda: [BPETokenizer.train(text, 356).encode_ordinary(text[:200])]


@race("7.3")
def encoding_bpe(rng):
    """encode_ordinary: 2,000 words"""
    from exercises.stage3_gpt.task7_tokenizer import BPETokenizer

    text = words(rng)
    tokenizer = BPETokenizer.train(text, 356)
    return lambda: [tokenizer.encode_ordinary(text)]


@peer("7.3", "tokenizers")
def library_encoding_bpe(rng):
    text = words(rng)
    tokenizer = library_tokenizer(text)
    return lambda: [tokenizer.encode(text).ids]


def library_tokenizer(text, special=()):
    """The library's tokenizer, with the merges that ours learns from a text in ASCII."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    from exercises.stage3_gpt.task7_tokenizer import BPETokenizer

    ours = BPETokenizer.train(text, 356)
    names = [token.decode("latin-1").replace(" ", "Ġ") for token in ours.vocab]
    merges = [(names[first], names[second]) for first, second in ours.merges]
    vocab = {name: number for number, name in enumerate(names)}
    tokenizer = Tokenizer(models.BPE(vocab, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.add_special_tokens(list(special))
    return tokenizer


END = "<|end|>"


@race("7.4")
def special_tokens(rng):
    """save, load, encode with special tokens"""
    from exercises.stage3_gpt.task7_tokenizer import BPETokenizer

    text = words(rng)
    merges = BPETokenizer.train(text, 356).merges
    tokenizer = BPETokenizer(merges, [END])
    text = text.replace(" a", END)

    def run():
        with TemporaryDirectory() as folder:
            path = Path(folder, "tokenizer.json")
            tokenizer.save(path)
            return [BPETokenizer.load(path).encode(text, "all")]

    return run


@peer("7.4", "tokenizers")
def library_special_tokens(rng):
    from tokenizers import Tokenizer

    text = words(rng)
    tokenizer = library_tokenizer(text, [END])
    text = text.replace(" a", END)

    def run():
        with TemporaryDirectory() as folder:
            path = str(Path(folder, "tokenizer.json"))
            tokenizer.save(path)
            return [Tokenizer.from_file(path).encode(text).ids]

    return run


def config():
    """A small GPT's sizes."""
    from exercises.stage3_gpt.task7_model import GPTConfig

    return GPTConfig(vocab_size=64, block_size=32, n_layer=2, n_head=4, n_embd=64)


@race("7.5")
def causal(rng):
    """CausalSelfAttention on (4, 32, 64)"""
    from exercises.stage3_gpt.task7_model import CausalSelfAttention

    model = filled(CausalSelfAttention(config()), rng)
    return forwards(model, torch_tensors(rng, (4, 32, 64)), rng)


@race("7.6")
def decoder_block(rng):
    """DecoderBlock on (4, 32, 64)"""
    from exercises.stage3_gpt.task7_model import DecoderBlock

    model = filled(DecoderBlock(config()), rng)
    return forwards(model, torch_tensors(rng, (4, 32, 64)), rng)


@race("7.7")
def initialisation(rng):
    """init_weights: means and deviations"""
    from torch import nn

    from exercises.stage3_gpt.task7_model import init_weights

    parts = {"wte": nn.Embedding(256, 256), "ln": nn.LayerNorm(256)}
    parts |= {"c_fc": nn.Linear(256, 256), "c_proj": nn.Linear(256, 256)}
    model = nn.ModuleDict(parts)

    def run():
        init_weights(model, 2)  # the order of the draws is free, so no number is compared itself
        return [[round(p.mean().item(), 2), round(p.std().item(), 3)] for p in model.parameters()]

    return run


@race("7.8")
def gpt(rng):
    """GPT, 2 blocks, on ids (4, 32)"""
    import torch

    from exercises.stage3_gpt.task7_model import GPT

    model = filled(GPT(config()).eval(), rng)
    ids, targets = torch.tensor(rng.integers(0, 64, (2, 4, 32)))

    def run():
        model.zero_grad()
        logits, loss = model(ids, targets)
        loss.backward()
        gradients = [parameter.grad for _, parameter in sorted(model.named_parameters())]
        return [logits, loss, *gradients]

    return run


def generation(method, rng):
    """A race of a method of GPT that writes text: it goes on when the window is full."""
    import torch

    from exercises.stage3_gpt.task7_model import GPT

    write = getattr(filled(GPT(config()), rng), method)
    ids = torch.tensor(rng.integers(0, 64, (4, 12)))
    how = {"temperature": 2.0, "top_k": 32, "top_p": 0.95}
    return lambda: [write(ids, 24, **how, generator=torch.Generator().manual_seed(0))]


@race("7.9")
def generating(rng):
    """generate: 24 tokens, top_k and top_p"""
    return generation("generate", rng)


@race("7.10")
def generating_cached(rng):
    """generate_cached: 24 tokens"""
    return generation("generate_cached", rng)


@race("7.11")
def batches(rng):
    """get_batch: 64 windows of 256 tokens"""
    import torch

    from exercises.stage3_gpt.task7_training import get_batch

    tokens = torch.arange(100_000)
    generator = torch.Generator().manual_seed(0)

    def run():
        ids, targets = get_batch(tokens, 64, 256, generator=generator)
        return [ids - ids[:, :1], targets - ids[:, :1]]  # how a start is drawn is free

    return run


@race("7.12")
def schedule(rng):
    """learning_rate of 2,000 steps"""
    from exercises.stage3_gpt.task7_training import learning_rate

    how = {"max_lr": 1e-3, "min_lr": 1e-4, "warmup_steps": 100, "max_steps": 1500}
    return lambda: [[learning_rate(step, **how) for step in range(2000)]]


def language_model(rng):
    """What gives the pair `(logits, loss)`, and is no GPT."""
    from torch import nn

    class Model(nn.Sequential):
        def forward(self, ids, targets):
            logits = super().forward(ids)
            return logits, nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())

    return filled(Model(nn.Embedding(64, 32), nn.LayerNorm(32), nn.Linear(32, 64)), rng)


@race("7.13")
def optimizer(rng):
    """make_optimizer and 10 of its steps"""
    import torch

    from exercises.stage3_gpt.task7_training import make_optimizer

    model = language_model(rng)
    start = {name: value.clone() for name, value in model.state_dict().items()}
    for parameter in model.parameters():
        parameter.grad = torch.tensor(rng.normal(size=tuple(parameter.shape)))

    def run():
        model.load_state_dict(start)
        optimizer = make_optimizer(model, lr=0.01)
        for _ in range(10):
            optimizer.step()
        return list(model.parameters())

    return run


def training_state(seed):
    """A run that has not begun."""
    import torch

    from exercises.stage3_gpt.task7_training import TrainingState

    model = language_model(np.random.default_rng(seed))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    return TrainingState(model, optimizer, torch.Generator().manual_seed(0))


def random_batch(generator):
    """Ids and targets."""
    import torch

    return tuple(torch.randint(64, (2, 8, 16), generator=generator))


def contents(state):
    """All that a run has come to, as numbers."""
    history = [value for record in state.history for _, value in sorted(record.items())]
    moments = state.optimizer.state_dict()["state"].values()
    found = [moment[name] for moment in moments for name in ("exp_avg", "exp_avg_sq")]
    return [state.step, history, state.generator.get_state(), *state.model.parameters(), *found]


@race("7.14")
def training(rng):
    """train: 10 steps of 2 batches"""
    from exercises.stage3_gpt.task7_training import train

    seed = rng.integers(1 << 32)
    how = {"max_steps": 10, "schedule": lambda step: 0.01 / (step + 1), "accumulation": 2}

    def run():
        state = training_state(seed)
        evaluation = [random_batch(state.generator)]
        train(state, random_batch, **how, eval_batches=evaluation, eval_every=5)
        return contents(state)

    return run


@race("7.15")
def checkpoints(rng):
    """save_checkpoint and load_checkpoint"""
    from exercises.stage3_gpt.task7_training import load_checkpoint, save_checkpoint

    state, other = (training_state(seed) for seed in rng.integers(1 << 32, size=2))
    for _ in range(2):
        _logits, loss = state.model(*random_batch(state.generator))
        loss.backward()
        state.optimizer.step()
        state.step += 1
        state.history.append({"step": state.step, "loss": loss.item()})

    def run():
        with TemporaryDirectory() as folder:
            path = Path(folder, "run.pt")
            save_checkpoint(path, state, {"n_layer": 2})
            config = load_checkpoint(path, other)
        return [config["n_layer"], *contents(other)]

    return run
