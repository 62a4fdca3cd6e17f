"""A WRITE over what was written before lacks its first segment: where it went is not known.

All bytes of the file were seen, and there is no hole. But the answer to the last WRITE tells that bytes were written
somewhere, so that none is certain: incomplete, no hash.
"""

from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("patched.exe")
    file.write_all(content)
    file.write(12_000, bytes(4_000), lose=[0])
    file.close()
    case.expect_blind("desynchronised")
    case.expect_write(file, content, missing=[[0, len(content)]], file__pe={})
    case.expect(event__kind="alert", rule__id="uncommon_executable", file__path="patched.exe")
