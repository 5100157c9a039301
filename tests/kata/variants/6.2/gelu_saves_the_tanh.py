class GELUFunction:
    @staticmethod
    def forward(ctx, x):
        c = math.sqrt(2.0 / math.pi)
        half = 0.5 + 0.5 * torch.tanh(c * (x + 0.044715 * x**3))
        ctx.save_for_backward(half, x)
        return x * half

    @staticmethod
    def backward(ctx, grad_output):
        half, x = ctx.saved_tensors
        t = 2 * half - 1
        du = math.sqrt(2.0 / math.pi) * (1.0 + 0.134145 * x**2)
        return (half + x / 2 * du * (1 - t**2)) * grad_output
