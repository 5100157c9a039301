"""
title.en = "A slice copies its layers"
title.zh = "切片拷贝了各层"
text.en = "The layers of a slice are copies. Training the slice would then leave the whole as it was: a slice shares its layers with the container that it comes from."
text.zh = "切片里的层是拷贝。这样训练切片，整体却不变：切片与它所来自的容器共享各层。"
guide = "3.4"
"""

import copy


class Sequential(Module):
    def __getitem__(self, index: int | slice) -> Module:
        if isinstance(index, slice):
            return Sequential(*copy.deepcopy(self.layers[index]))
        return self.layers[index]
