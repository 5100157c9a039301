"""Stage 1, foundations: an autodiff engine, linear regression and a multi-layer perceptron on NumPy."""
