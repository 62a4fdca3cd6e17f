"""A program with an Authenticode signature is written.

`certificates.bin` is its certificate table, made once with a key that was thrown away: `osslsigncode sign -h sha256` of
`program()` with a certificate of its own."""

import pathlib
import struct

from maker.pe import program

TABLE = pathlib.Path(__file__).parent / "certificates.bin"
CHECKSUM_AT = 216
CERTIFICATE_TABLE_AT = 280  # the data directory's fifth entry


def make(case):
    table = TABLE.read_bytes()
    content = bytearray(program())
    struct.pack_into("<I", content, CHECKSUM_AT, 0x623A)
    struct.pack_into("<II", content, CERTIFICATE_TABLE_AT, len(content), len(table))
    content = bytes(content) + table
    file = case.share().create("signed.exe")
    file.write(0, content)
    file.close()
    signature = {"exists": True, "subject_name": "Example Signer", "valid": True, "trusted": False}
    case.expect_write(file, file__code_signature=signature)
