"""SMB 1, [MS-CIFS] 2.2 and [MS-SMB] 2.2: a share and its files, each call with the messages of both sides.

Counterpart of Session, Tree and File in case.py, and as File good for `Case.expect_write`.
"""

import struct

from maker import ntlm, smb2
from maker.case import SERVER

CLOSE, RENAME, WRITE_RAW, COPY, READ_ANDX, WRITE_ANDX = 0x04, 0x07, 0x1D, 0x29, 0x2E, 0x2F
TRANSACTION, TRANSACTION2 = 0x25, 0x32
NEGOTIATE, SESSION_SETUP_ANDX, TREE_CONNECT_ANDX, NT_CREATE_ANDX, NT_RENAME = 0x72, 0x73, 0x75, 0xA2, 0xA5

NO_ANDX = 0xFF
APPEND, OVERWRITE = 0x11, 0x12  # OpenFunction: if the file is there; it is made where it is not
SET_FILE_INFORMATION = 0x0008
END_OF_FILE_INFO, RENAME_INFO = 0x0104, 1_010  # 1,010: FileRenameInformation, passed through, [MS-SMB] 2.2.2.3.5

UNICODE, STATUS32, EXTENDED_SECURITY, LONG_NAMES = 0x8000, 0x4000, 0x0800, 0x0001
USE_STD_FUNCTIONS_REFUSED = 0x00FB0002


def block(words, data=b""):
    return struct.pack("<B", len(words) // 2) + words + struct.pack("<H", len(data)) + data


class Smb1Share:
    """A logon with NTLMSSP and a tree. The object stands for session and tree alike."""

    dialect = "1"

    def __init__(self, case, share="Public", unicode=True):
        self.case, self.share, self.session = case, share, self
        self.flags2 = STATUS32 | EXTENDED_SECURITY | LONG_NAMES | (UNICODE if unicode else 0)
        self.connection = case.connect()
        self.user_id, self.tree_id, self.next_mid, self.next_fid = 0, 0, 1, 0x4001
        self.negotiate()
        self.set_up()
        self.connect_tree()

    def text(self, text):
        """As the flags say: UTF-16, or the OEM character set with one byte a letter."""
        return smb2.utf16(text + "\0") if self.flags2 & UNICODE else text.encode("cp850") + b"\0"

    def aligned(self, at, text):
        """Text in UTF-16 begins at an even offset of the message."""
        return (b"\0" if self.flags2 & UNICODE and at % 2 else b"") + self.text(text)

    def header(self, command, mid, flags, status=0):
        return struct.pack(
            "<4sBIBHH8sHHHHH",
            b"\xffSMB",
            command,
            status,
            flags,
            self.flags2,
            0,
            bytes(8),
            0,
            self.tree_id,
            0xFEFF,
            self.user_id,
            mid,
        )

    def exchange(self, command, request, response, status=0, user_id=None, tree_id=None, **sending):
        mid = self.next_mid
        self.next_mid += 1
        self.connection.send(self.case.client, smb2.netbios(self.header(command, mid, 0x18) + request), **sending)
        self.user_id = self.user_id if user_id is None else user_id
        self.tree_id = self.tree_id if tree_id is None else tree_id
        answer = block(b"") if status and status != smb2.MORE_PROCESSING_REQUIRED else response
        self.connection.send(self.case.server, smb2.netbios(self.header(command, mid, 0x98, status) + answer))

    def negotiate(self):
        hint = ntlm.server_hint()
        words = struct.pack("<HBHHIIIIQhB", 0, 3, 50, 1, 16_644, 65_536, 0, 0x8001E3FD, smb2.FILETIME, 0, 0)
        self.exchange(NEGOTIATE, block(b"", b"\2NT LM 0.12\0"), block(words, b"sharetap-server!" + hint))

    def set_up(self):
        for token, answer, status in (
            (ntlm.negotiate(), ntlm.challenge("CORP", "FS01"), smb2.MORE_PROCESSING_REQUIRED),
            (ntlm.authenticate("CORP", "j.miller", "WS66"), ntlm.accepted(), 0),
        ):
            asked = struct.pack("<BBHHHHIHII", NO_ANDX, 0, 0, 16_644, 50, 1, 0, len(token), 0, 0x8000C05C)
            told = struct.pack("<BBHHH", NO_ANDX, 0, 0, 0, len(answer))
            at = 32 + 1 + len(asked) + 2 + len(token)
            names = self.aligned(at, "system")
            answered = self.aligned(32 + 1 + len(told) + 2 + len(answer), "system")
            self.exchange(
                SESSION_SETUP_ANDX, block(asked, token + names), block(told, answer + answered), status, user_id=100
            )

    def connect_tree(self, share=None, status=0):
        share = share or self.share
        words = struct.pack("<BBHHH", NO_ANDX, 0, 0, 8, 1)
        path = self.aligned(32 + 1 + len(words) + 2 + 1, f"\\\\{SERVER}\\{share}")
        told = struct.pack("<BBHHII", NO_ANDX, 0, 0, 1, 0x001F01FF, 0x001F01FF)
        service = b"IPC\0\0" if self.share == "IPC$" else b"A:\0NTFS\0"
        asked = block(words, b"\0" + path + b"?????\0")
        self.exchange(TREE_CONNECT_ANDX, asked, block(told, service), status, tree_id=7)

    def create(self, path, disposition=5, status=0):
        fid = self.next_fid
        self.next_fid += 1
        existed = (self.share, path.lower()) in self.case.disk
        content = bytearray()
        if not status:
            content = self.case.disk.setdefault((self.share, path.lower()), bytearray())
            if disposition in (0, 4, 5):
                content.clear()
        name = self.text("\\" + path)
        asked = struct.pack(
            "<BBHBHIIIQIIIIIB", NO_ANDX, 0, 0, 0, len(name), 0x10, 0, 0x0012019F, 0, 0x80, 7, disposition, 0x40, 2, 3
        )
        padding = b"\0" if self.flags2 & UNICODE else b""
        action = 2 if not existed else 1 if disposition in (1, 3) else 3
        told = struct.pack(
            "<BBHBHIQQQQIQQHHB",
            NO_ANDX,
            0,
            0,
            0,
            fid,
            action,
            smb2.FILETIME,
            smb2.FILETIME,
            smb2.FILETIME,
            smb2.FILETIME,
            0x80,
            len(content),
            len(content),
            0,
            7,
            0,
        )
        self.exchange(NT_CREATE_ANDX, block(asked, padding + name), block(told), status)
        return Smb1File(self, path, fid, content)

    def rename(self, file, path, command=RENAME):
        """SMB_COM_RENAME or SMB_COM_NT_RENAME of a closed file."""
        self.rename_path(file.path, path, command)
        self.case.disk[self.share, path.lower()] = self.case.disk.pop((self.share, file.path.lower()))
        file.path = path

    def rename_path(self, path, to, command=RENAME):
        """Likewise, whatever the path leads to."""
        words = struct.pack("<H", 0x16) if command == RENAME else struct.pack("<HHI", 0x16, 0x0104, 0)
        at = 32 + 1 + len(words) + 2
        old = b"\4" + self.aligned(at + 1, "\\" + path)
        new = b"\4" + self.aligned(at + len(old) + 1, "\\" + to)
        self.exchange(command, block(words, old + new), block(b""))

    def copy(self, file, path, formats=True, open_function=OVERWRITE, status=0):
        """SMB_COM_COPY, [MS-CIFS] 2.2.4.36, of a closed file; gives the copy. The path leads to none that is there."""
        words = struct.pack("<HHH", self.tree_id, open_function, 0)
        at = 32 + 1 + len(words) + 2
        data = b""
        for name in (file.path, path):
            data += b"\4" if formats else b""  # BufferFormat
            data += self.aligned(at + len(data), "\\" + name)
        self.exchange(COPY, block(words, data), block(struct.pack("<H", 1)), status)
        if not status:
            self.case.disk[self.share, path.lower()] = bytearray(file.content)
        return Smb1File(self, path, None, bytes(file.content))


class Smb1File:
    def __init__(self, tree, path, fid, content):
        self.tree, self.path, self.fid, self.content = tree, path, fid, content

    def write(self, offset, data, words=14, status=0, count=None, padding=1, close=False, **sending):
        """WRITE_ANDX with 12 or 14 words, [MS-CIFS] 2.2.4.43; close: with a CLOSE behind it in the same AndX chain."""
        count = len(data) if count is None else count
        data_at = 32 + 1 + words * 2 + 2 + padding
        behind = CLOSE if close else NO_ANDX
        next_at = data_at + len(data) if close else 0
        asked = struct.pack(
            "<BBHHIIHHHHH",
            behind,
            0,
            next_at,
            self.fid,
            offset & 0xFFFFFFFF,
            0,
            0,
            0,
            len(data) >> 16,
            len(data) & 0xFFFF,
            data_at,
        )
        asked += struct.pack("<I", offset >> 32) if words == 14 else b""
        request = (
            block(asked, b"\xee" * padding + data)
            if len(data) + padding < 65_536
            else block(asked) + bytes(padding) + data
        )
        told = struct.pack(
            "<BBHHHHH", behind, 0, 32 + 1 + 12 + 2 if close else 0, count & 0xFFFF, 0xFFFF, count >> 16, 0
        )
        answer = block(told)
        if close:
            request += block(struct.pack("<HI", self.fid, 0))
            answer += block(b"")
        self.tree.exchange(WRITE_ANDX, request, answer, status, **sending)
        if not status:
            self.store(offset, data[:count])

    def store(self, offset, data):
        if len(self.content) < offset:
            self.content.extend(bytes(offset - len(self.content)))
        self.content[offset : offset + len(data)] = data

    def write_all(self, content, chunk=8_000, **more):
        for offset in range(0, len(content), chunk):
            self.write(offset, content[offset : offset + chunk], **more)
        return self

    def set_information(self, level, data):
        """TRANS2_SET_FILE_INFORMATION, [MS-CIFS] 2.2.6.9."""
        parameters = struct.pack("<HHH", self.fid, level, 0)
        at = 32 + 1 + 30 + 2 + 3
        words = struct.pack(
            "<HHHHBBHIHHHHHBBH",
            len(parameters),
            len(data),
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            len(parameters),
            at,
            len(data),
            at + len(parameters) + 2,
            1,
            0,
            SET_FILE_INFORMATION,
        )
        told = struct.pack("<HHHHHHHHHBB", 2, 0, 0, 2, 56, 0, 0, 0, 0, 0, 0)
        self.tree.exchange(
            TRANSACTION2,
            block(words, bytes(3) + parameters + bytes(2) + data),
            block(told, bytes(1) + struct.pack("<H", 0)),
        )

    def set_end(self, size):
        self.set_information(END_OF_FILE_INFO, struct.pack("<Q", size))
        del self.content[size:]
        self.content.extend(bytes(size - len(self.content)))

    def rename(self, path):
        name = smb2.utf16(path)
        self.set_information(RENAME_INFO, struct.pack("<B3xII", 0, 0, len(name)) + name)
        self.path = path

    def read(self, data):
        """READ_ANDX, [MS-CIFS] 2.2.4.42."""
        words = struct.pack("<BBHHIHHIHI", NO_ANDX, 0, 0, self.fid, 0, 1_024, 1_024, 0xFFFFFFFF, 1_024, 0)
        told = struct.pack("<BBHHHHHHHQ", NO_ANDX, 0, 0, 0xFFFF, 0, 0, len(data), 32 + 1 + 24 + 2, 0, 0)
        self.tree.exchange(READ_ANDX, block(words), block(told, data))

    def transact(self, data, answer):
        """TRANS_TRANSACT_NMPIPE, [MS-CIFS] 2.2.5.6."""
        name = self.tree.aligned(32 + 1 + 32 + 2, "\\PIPE\\")
        at = 32 + 1 + 32 + 2 + len(name)
        words = struct.pack(
            "<HHHHBBHIHHHHHBBHH", 0, len(data), 0, 4_280, 0, 0, 0, 0, 0, 0, at, len(data), at, 2, 0, 0x26, self.fid
        )
        told = struct.pack("<HHHHHHHHHBB", 0, len(answer), 0, 0, 56, 0, len(answer), 56, 0, 0, 0)
        self.tree.exchange(TRANSACTION, block(words, name + data), block(told, bytes(1) + answer))

    def write_raw_refused(self, data):
        """SMB_COM_WRITE_RAW, [MS-CIFS] 2.2.4.25, which servers today refuse."""
        words = struct.pack("<HHHIIHIHH", self.fid, len(data), 0, 0, 0, 0, 0, 0, 32 + 1 + 24 + 2)
        self.tree.exchange(WRITE_RAW, block(words), b"", USE_STD_FUNCTIONS_REFUSED)

    def close(self):
        self.tree.exchange(CLOSE, block(struct.pack("<HI", self.fid, 0)), block(b""))
        return self
