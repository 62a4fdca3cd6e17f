"""Five segments lost where two missing ranges are told: close ones are told as one."""

from maker.pe import program
from maker.wire import MSS


def make(case):
    case.limit("missing-ranges-max", 2)
    content = program()
    file = case.share().create("lost.exe")
    file.write(0, content, lose=[2, 4, 8])
    file.close()
    start = 2 * MSS - 116
    case.expect_write(file, missing=[[start, start + 3 * MSS], [start + 6 * MSS, start + 7 * MSS]])
    case.expect_anomaly("missing_ranges_merged")
