"""
says = "not allowed"
"""

import kata.learner.server as server
