"""
title.en = "The layers have attributes of their own"
title.zh = "各层存成了单独的属性"
text.en = "Each layer is stored under an attribute such as `layer0`. The parameters then have other names than “layers.0.weight”, and a saved state does not fit: the layers stand in the list `layers`."
text.zh = "每一层都存在 `layer0` 之类单独的属性里。这样参数名就不是“layers.0.weight”，保存的状态也对不上：各层要放在列表 `layers` 里。"
guide = "3.4"
"""


class Sequential(Module):
    def __init__(self, *layers: Module) -> None:
        for k, layer in enumerate(layers):
            setattr(self, f"layer{k}", layer)

    def _all(self) -> list[Module]:
        return [layer for name, layer in vars(self).items() if name.startswith("layer")]

    def forward(self, x: Tensor | np.ndarray) -> Tensor | np.ndarray:
        for layer in self._all():
            x = layer(x)
        return x

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, index: int | slice) -> Module:
        if isinstance(index, slice):
            return Sequential(*self._all()[index])
        return self._all()[index]

    def __iter__(self) -> Iterator[Module]:
        return iter(self._all())
