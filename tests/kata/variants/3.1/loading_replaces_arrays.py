class Module:
    def load_state_dict(self, state):
        named = self.named_parameters()
        names = {name for name, _ in named}
        bad = sorted(names ^ set(state))
        bad += [n for n, p in named if n in state and np.asarray(state[n]).shape != p.shape]
        if len(bad) > 0:
            raise ValueError("does not fit: " + ", ".join(bad))
        for n, p in named:
            p.data = np.copy(state[n])
