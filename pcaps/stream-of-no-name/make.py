"""The name ends in ::$DATA, which is the file's own content and no alternate stream."""

from maker.pe import program


def make(case):
    file = case.share().create("tool.exe::$DATA")
    file.write_all(program()).close()
    case.expect_write(file, file__path="tool.exe", file__name="tool.exe", smb__stream=None)
