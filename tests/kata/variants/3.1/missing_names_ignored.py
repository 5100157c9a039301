class Module:
    def load_state_dict(self, state):
        targets = {name: p.data for name, p in self.named_parameters()}
        bad = []
        for name in state:
            if targets.get(name) is None or targets[name].shape != np.asarray(state[name]).shape:
                bad.append(name)
        if bad:
            raise ValueError("cannot load " + ", ".join(bad))
        for name in state:
            np.copyto(targets[name], state[name], casting="same_kind")
