"""Bytes behind the WRITE's data but inside its NetBIOS record, shaped like a message that renames the file.

They belong to the record and are no message.
"""

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share()
    file = share.create("honest.exe")
    fake = smb2.set_info_request(file.id, smb2.FILE_RENAME, smb2.rename_information("fake.txt"))
    fake = smb2.Pdu(smb2.SET_INFO, fake, 99, share.session.id, share.id).packed()
    content = program()
    for start in range(0, len(content), 8_000):
        data = content[start : start + 8_000]
        request = smb2.write_request(file.id, start, data) + fake
        share.session.exchange(smb2.WRITE, request, smb2.write_response(len(data)), share.id)
        file.store(start, data)
    file.close()
    case.expect_write(file)
