"""
title.en = "After an error the mode is not put back"
title.zh = "出错之后没有恢复模式"
text.en = "The modes are put back behind the loop, which an error never reaches. A model whose evaluation failed half-way stays in evaluation mode, and goes on training without dropout; put them back in a finally."
text.zh = "恢复模式的代码写在循环之后，而出错时不会走到那里。评估到一半失败的模型就停留在评估模式，之后训练时没有随机失活；应当在 finally 里恢复。"
guide = "6.8"
"""

@contextmanager
def _mode(model: nn.Module, training: bool) -> Iterator[None]:
    modes = [(module, module.training) for module in model.modules()]
    model.train(training)
    yield
    for module, mode in modes:
        module.training = mode
