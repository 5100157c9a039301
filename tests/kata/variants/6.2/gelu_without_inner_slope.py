class GELUFunction:
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        c = math.sqrt(2.0 / math.pi)
        return x * (0.5 + 0.5 * torch.tanh(c * (x + 0.044715 * x**3)))

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        u = math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3)
        t, sech = torch.tanh(u), 1 / torch.cosh(u)
        return grad_output * ((1 + t) / 2 + x / 2 * sech * sech)
