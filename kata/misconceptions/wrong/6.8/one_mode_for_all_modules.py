"""
title.en = "All modules get the mode of the whole back"
title.zh = "所有模块都恢复成了整个模型的模式"
text.en = "Only the mode of the model itself is remembered, and model.train(was_training) sets it for every module within. A part that somebody has frozen in evaluation mode is then trained from there on; each module has to get back its own mode."
text.zh = "只记下了模型本身的模式，而 model.train(was_training) 会给里面的每个模块都设上它。有人冻结在评估模式的部分从此又在训练了；每个模块都应当恢复自己原来的模式。"
guide = "6.8"
"""

@contextmanager
def _mode(model: nn.Module, training: bool) -> Iterator[None]:
    was_training = model.training
    model.train(training)
    try:
        yield
    finally:
        model.train(was_training)
