"""Where you write: one folder for each stage."""
