class Module:
    def load_state_dict(self, state):
        bad = [
            name
            for name, p in self.named_parameters()
            if name not in state or np.asarray(state[name]).shape != p.data.shape
        ]
        if bad:
            raise ValueError(f"missing or misshapen: {bad}")
        for name, p in self.named_parameters():
            np.copyto(p.data, state[name], casting="same_kind")
