class Module:
    def load_state_dict(self, state):
        rest, errors = dict(state), []
        for name, p in self.named_parameters():
            try:
                value = np.asarray(rest.pop(name))
            except KeyError:
                errors.append(name)
                continue
            if value.shape == p.shape:
                np.copyto(p.data, value, casting="same_kind")
            else:
                errors.append(name)
        errors += list(rest)
        if errors:
            raise ValueError(f"these do not fit: {errors}")
