"""Stage 1, foundations: an autodiff engine, linear regression, and a perceptron, on NumPy."""
