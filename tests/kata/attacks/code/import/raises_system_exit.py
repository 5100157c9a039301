"""
says = "importing it raised SystemExit"
"""

raise SystemExit(0)
