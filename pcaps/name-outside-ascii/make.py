"""Folder and name in Cyrillic, Chinese and a letter outside the basic plane."""

from maker.pe import program


def make(case):
    file = case.share().create("Отчёты\\報告 \U0001f4be.exe")
    file.write_all(program()).close()
    case.expect_write(file, file__name="報告 \U0001f4be.exe")
