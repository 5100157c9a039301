"""The races of stage 2."""

import numpy as np

from kata.comparing.races import peer, race, tensors, there_and_back, torch_tensors


@race("4.1")
def softmax(rng):
    """softmax, (16, 128, 128)"""
    from exercises.stage2_transformer.task4_attention import softmax

    return there_and_back(rng, softmax, tensors(rng, (16, 128, 128)))


@peer("4.1")
def torch_softmax(rng):
    return there_and_back(rng, lambda x: x.softmax(-1), torch_tensors(rng, (16, 128, 128)))


@race("4.2")
def attention(rng):
    """attention, (8, 64, 32)"""
    from exercises.stage2_transformer.task4_attention import scaled_dot_product_attention as attend

    inputs = tensors(rng, *[(8, 64, 32)] * 3)
    return there_and_back(rng, lambda q, k, v: attend(q, k, v)[0], inputs)


@peer("4.2")
def torch_attention(rng):
    from torch.nn.functional import scaled_dot_product_attention as attend

    return there_and_back(rng, attend, torch_tensors(rng, *[(8, 64, 32)] * 3))


@race("4.3")
def heads(rng):
    """split and merge 8 heads, (8, 64, 128)"""
    from exercises.stage2_transformer.task4_attention import merge_heads, split_heads

    inputs = tensors(rng, (8, 64, 128))
    return there_and_back(rng, lambda x: merge_heads(split_heads(x, 8)), inputs)


@race("4.4")
def multi_head(rng):
    """MultiHeadAttention on (4, 32, 64)"""
    from exercises.stage2_transformer.task4_attention import MultiHeadAttention

    model = MultiHeadAttention(64, 4, rng=np.random.default_rng(0))
    return there_and_back(rng, model, tensors(rng, (4, 32, 64)))


@race("4.5")
def padding(rng):
    """padding_mask of 64 lengths up to 512"""
    from exercises.stage2_transformer.task4_attention import padding_mask

    lengths = rng.integers(0, 512, 64)
    return lambda: [padding_mask(lengths, 512)]


@race("5.1")
def normalisation(rng):
    """LayerNorm(128) on (16, 64, 128)"""
    from exercises.stage2_transformer.task5_encoder import LayerNorm

    layer = LayerNorm(128)
    parameters = [layer.weight, layer.bias]
    return there_and_back(rng, layer, tensors(rng, (16, 64, 128)), parameters)


@peer("5.1")
def torch_normalisation(rng):
    import torch

    layer = torch.nn.LayerNorm(128, dtype=torch.float64)
    parameters = [layer.weight, layer.bias]
    return there_and_back(rng, layer, torch_tensors(rng, (16, 64, 128)), parameters)


@race("5.2")
def feed_forward(rng):
    """gelu, (16, 64, 128)"""
    from exercises.stage2_transformer.task5_encoder import gelu

    return there_and_back(rng, gelu, tensors(rng, (16, 64, 128)))


@peer("5.2")
def torch_feed_forward(rng):
    from torch.nn.functional import gelu

    inputs = torch_tensors(rng, (16, 64, 128))
    return there_and_back(rng, lambda x: gelu(x, approximate="tanh"), inputs)


@race("5.3")
def dropout(rng):
    """Dropout(0.1) on (300, 400), switched off"""
    from exercises.stage2_transformer.task5_encoder import Dropout

    layer = Dropout(0.1, rng=np.random.default_rng(0)).eval()
    return there_and_back(rng, lambda x: layer(x) * 1.0, tensors(rng, (300, 400)))


@race("5.4")
def positions(rng):
    """PositionalEncoding on (16, 64, 128)"""
    from exercises.stage2_transformer.task5_encoder import PositionalEncoding

    layer = PositionalEncoding(128, 64)
    return there_and_back(rng, layer, tensors(rng, (16, 64, 128)))


@race("5.5")
def block(rng):
    """TransformerEncoderBlock on (4, 32, 64)"""
    from exercises.stage2_transformer.task5_encoder import TransformerEncoderBlock

    model = TransformerEncoderBlock(64, 4, 128, rng=np.random.default_rng(0))
    return there_and_back(rng, model, tensors(rng, (4, 32, 64)))


@race("5.6")
def encoder(rng):
    """TransformerEncoder(2, …) on (4, 32, 64)"""
    from exercises.stage2_transformer.task5_encoder import TransformerEncoder

    model = TransformerEncoder(2, 64, 4, 128, rng=np.random.default_rng(0))
    return there_and_back(rng, model, tensors(rng, (4, 32, 64)))
