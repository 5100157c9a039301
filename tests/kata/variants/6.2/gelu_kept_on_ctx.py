class GELUFunction:
    @staticmethod
    def forward(ctx, x):
        ctx.inputs = (x,)
        c = math.sqrt(2.0 / math.pi)
        return x * (0.5 + 0.5 * torch.tanh(c * (x + 0.044715 * x**3)))

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.inputs
        c = math.sqrt(2.0 / math.pi)
        t = torch.tanh(c * (x + 0.044715 * x**3))
        du = c * (1.0 + 0.134145 * x**2)
        slope = (1 + t) / 2 + x / 2 * du * (1 - t**2)
        return slope * grad_output
