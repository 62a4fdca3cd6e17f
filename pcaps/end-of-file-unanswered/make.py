"""The capture lacks the answer to an end of file, and the file rests for minutes: whether it was cut is not known.

Its bytes stay uncertain when the end is set again in sight: between the two, anything may have been there.
"""

from maker.pe import program


def make(case):
    share = case.share()
    file = share.create("rests.exe")
    file.write_all(program())
    whole = bytes(file.content)
    file.set_end(12_000)
    case.capture.frames.pop()
    case.wait(0.1)
    share.create("other.txt").close()
    case.wait(100)
    case.expect_write(file, whole, missing=[[0, 20_000]], closed=False, head_seen=True)
    case.expect_blind("desynchronised")
    file.set_end(10_000)
    file.close()
    case.expect_write(file, missing=[[0, 10_000]], head_seen=True)
