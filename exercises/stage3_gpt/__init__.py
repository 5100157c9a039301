"""Stage 3: Integration and the framework."""
