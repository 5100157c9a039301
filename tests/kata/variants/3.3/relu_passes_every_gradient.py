class ReLU(Module):
    def forward(self, x):
        x = as_tensor(x)
        lifted = np.where(x.data < 0, -x.data, 0)
        return x + lifted.astype(x.dtype)
