"""Two folders with a program of the same name swap their names; then a few bytes of one program are changed."""

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share()
    folders = {name: share.create(name, options=1, attributes=0x10) for name in ("one", "two")}
    for seed, name in enumerate(folders):
        file = share.create(name + "\\tool.exe").write_all(program(seed=seed))
        file.close()
        case.expect_write(file)
    for name, to in (("one", "three"), ("two", "one")):
        share.rename_folder(folders[name], to)
    file = share.create("ONE\\tool.exe", disposition=smb2.OPEN)
    file.write(5_000, b"changed afterwards")
    file.close()
    file.path = "one\\tool.exe"  # as it was renamed
    case.expect_write(file, smb__renamed_from="two\\tool.exe")
