"""A larger program lay under the path; CREATE with OVERWRITE_IF truncates it, so all bytes of the new one are known."""

from maker.pe import program


def make(case):
    case.put("Public", "app.exe", program(40_000, seed=7))
    file = case.share().create("app.exe")
    file.write_all(program()).close()
    case.expect_write(file)
