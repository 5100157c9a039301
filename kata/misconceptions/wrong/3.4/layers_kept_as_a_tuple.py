"""
title.en = "The layers are kept as a tuple"
title.zh = "各层存成了元组"
text.en = "The arguments come as a tuple and are kept as one. `layers` is documented as a list: others may append to it or replace a layer in it."
text.zh = "参数以元组的形式传入，就原样存成了元组。文档说 `layers` 是列表：别人可能会往里面添加一层，或替换其中的一层。"
guide = "3.4"
"""


class Sequential(Module):
    def __init__(self, *layers: Module) -> None:
        self.layers = layers
