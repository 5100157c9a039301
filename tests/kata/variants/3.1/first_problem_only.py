class Module:
    def load_state_dict(self, state):
        shapes = {name: p.shape for name, p in self.named_parameters()}
        missing = [name for name in shapes if name not in state]
        surplus = [name for name in state if name not in shapes]
        if missing:
            raise ValueError(f"missing keys {missing}")
        if surplus:
            raise ValueError(f"unexpected keys {surplus}")
        odd = [name for name in shapes if np.asarray(state[name]).shape != shapes[name]]
        if odd:
            raise ValueError(f"wrong shapes {odd}")
        for name, p in self.named_parameters():
            p.data[...] = state[name]
