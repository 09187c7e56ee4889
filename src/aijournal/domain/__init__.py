"""The words of the house as frozen values: standard library only, no input or output.

Layer rule: may import `errors`, `paths` and `resources`; everything above may import it.
"""
