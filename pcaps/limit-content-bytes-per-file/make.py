"""A program written backwards that is larger than what is kept of one file: what found no room is missing.

The head comes last and finds room at the cost of the rest: the program is known as one, and there is an alert.
"""

from maker.pe import program


def make(case):
    case.limit("content-bytes-per-file", "64k")
    content = program(100_000)
    file = case.share().create("large.exe")
    file.write_all(content, backwards=True).close()
    case.expect_write(file, missing=[[49_152, 100_000]])
    case.expect_anomaly("content_per_file_full", 1)
