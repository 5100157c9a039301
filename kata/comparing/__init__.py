"""Compares a learner's code with the reference, and with PyTorch: same results? how fast?"""
