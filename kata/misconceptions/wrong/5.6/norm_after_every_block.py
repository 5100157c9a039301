"""
title.en = "The last norm follows every block"
title.zh = "每个块之后都用了最后的归一化"
text.en = "norm is applied after each block, inside the loop. It is one norm for the whole stack, after the last block: between pre-norm blocks the direct way must not be touched."
text.zh = "norm 写在循环里，每个块之后都用了一次。整个堆叠只有一个最后的归一化，在最后一个块之后：在 pre-norm 的块之间，那条直通的路不能碰。"
guide = "5.6"
"""


class TransformerEncoder:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        y = as_tensor(x)
        for layer in self.layers:
            y = layer(y, mask)
            if self.norm is not None:
                y = self.norm(y)
        return y
