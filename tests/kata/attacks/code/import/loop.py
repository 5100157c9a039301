"""
says = "importing it: stopped after 1 s of computing"
"""

while True:
    pass
