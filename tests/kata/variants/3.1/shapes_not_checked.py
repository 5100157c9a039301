class Module:
    def load_state_dict(self, state):
        named = self.named_parameters()
        difference = {name for name, _ in named}.symmetric_difference(state)
        if difference:
            raise ValueError(f"names that are only on one side: {sorted(difference)}")
        for name, p in named:
            np.copyto(p.data, state[name], casting="same_kind")
