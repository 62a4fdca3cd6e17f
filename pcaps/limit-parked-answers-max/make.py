"""Three answers come before their WRITEs where two are kept: of one WRITE it is not known what became of it."""

from maker.pe import program


def make(case):
    case.limit("parked-answers-max", 2)
    content = program(3_072)
    file = case.share().create("early.exe")
    first = len(case.capture.frames)
    file.write_all(content, chunk=1_024)
    frames = case.capture.frames[first:]
    contents = [frame for _, frame in frames[1::2] + frames[::2]]
    case.capture.frames[first:] = [(nanos, frame) for (nanos, _), frame in zip(frames, contents)]
    file.close()
    case.expect_write(file, outcome="unknown", missing=[[0, 3_072]], head_seen=True)
    case.expect_anomaly("smb_parked_full")
    case.expect_anomaly("smb_answer_without_request")
