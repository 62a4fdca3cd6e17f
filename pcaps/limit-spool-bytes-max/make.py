"""A program written backwards that is larger than memory and spool together: what found no room is missing.

The head comes last and finds room at the cost of the rest: the program is known as one, and there is an alert.
"""

from maker.pe import program


def make(case):
    case.limit("content-bytes-max", "32k")
    case.limit("spool-bytes-max", "32k")
    content = program(100_000)
    file = case.share().create("large.exe")
    file.write_all(content, backwards=True).close()
    case.expect_write(file, missing=[[32_768, 98_304]])
    case.expect_anomaly("content_memory_full", 5)
