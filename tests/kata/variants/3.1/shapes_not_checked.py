class Module:
    def load_state_dict(self, state):
        named = self.named_parameters()
        difference = {name for name, _ in named}.symmetric_difference(state)
        if difference:
            raise ValueError(f"names that are only on one side: {sorted(difference)}")
        for name, p in named:
            p.data[:] = state[name] if p.ndim else np.asarray(state[name])
