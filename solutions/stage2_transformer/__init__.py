"""Stage 2, the heart of the Transformer: attention and the encoder, on stage 1's own Tensor."""
