"""Computes a formula on your tensors, and draws its graph with every value and gradient."""

from argparse import Namespace

import example
import graph


def main(options: Namespace) -> None:
    task1 = example.module("stage1_foundations.task1_tensor", options)
    Tensor = task1.Tensor

    # 创建带梯度的张量
    a = Tensor(2.0, requires_grad=True)
    b = Tensor(3.0, requires_grad=True)

    # 构建计算图
    c = a * b
    d = c + a.sin()
    e = d / b.log()

    # 执行反向传播
    e.backward()

    # 获取梯度
    print(f"Gradient of a: {a.grad}")
    print(f"Gradient of b: {b.grad}")

    # Change the formula as you like: what has a name above has it in the picture too.
    names = {value: name for name, value in locals().items() if isinstance(value, Tensor)}
    print(f"\n{'':8}{'data':>14}{'grad':>14}")
    for value, name in names.items():
        print(f"{name:8}{graph.shown(value.data):>14}{graph.shown(value.grad):>14}")
    picture = graph.draw(task1.topological_order(e), names)
    example.save(picture, "tensor_example.png", options)


if __name__ == "__main__":
    example.run(main, example.parser(__doc__))
