"""Files with more characters in their names than are remembered: the first is forgotten.

When it is patched its other bytes are not known.
"""

from maker import limits


def make(case):
    case.limit("file-path-chars-max", 10)
    limits.forgotten_file(case, 1)
