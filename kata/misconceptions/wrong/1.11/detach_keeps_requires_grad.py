"""
title.en = "`detach` still requires a gradient"
title.zh = "`detach` 的结果仍然需要梯度"
text.en = "The leaf takes over `requires_grad` from x. What is detached counts as a constant: it requires no gradient, and gets none."
text.zh = "叶节点沿用了 x 的 `requires_grad`。脱离出来的值当作常量：它不需要梯度，也得不到梯度。"
guide = "1.11"
"""


class Tensor:
    def detach(self):
        leaf = as_tensor(self.data)
        leaf.requires_grad = self.requires_grad
        return leaf
