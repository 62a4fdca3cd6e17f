"""A session of SMB1 by impacket, which asks for the same in all the ways that SMB1 knows: [MS-CIFS], [MS-SMB]."""

import struct

from impacket import smb
from impacket.smbconnection import SMBConnection

# SMB_COM_…, [MS-CIFS] 2.2.2.1
OPEN, CREATE, CLOSE, DELETE, RENAME, WRITE, LOCK, CREATE_NEW = 0x02, 0x03, 0x04, 0x06, 0x07, 0x0B, 0x0C, 0x0F
WRITE_AND_UNLOCK, WRITE_RAW, COPY, WRITE_AND_CLOSE, OPEN_ANDX = 0x14, 0x1D, 0x29, 0x2C, 0x2D
WRITE_ANDX, TRANSACTION2, NT_TRANSACT, NT_CREATE_ANDX, NT_RENAME = 0x2F, 0x32, 0xA0, 0xA2, 0xA5
OPEN2, SET_PATH, SET_FILE = 0x0000, 0x0006, 0x0008  # subcommands of TRANSACTION2
NT_CREATE, NT_IOCTL = 1, 2  # of NT_TRANSACT
RENAME_LEVEL, COPY_LEVEL = 0x0104, 0x0105  # of NT_RENAME
NO_COMMAND, FID_OF_CHAIN, ALL_ATTRIBUTES = 0xFF, 0xFFFF, 0x16
ACCESS, READ_AND_WRITE, SHARED_BY_ALL, DIRECTORY, DELETE_ON_CLOSE = 0x1F01FF, 0x42, 7, 0x1, 0x1000
PASS_THROUGH = 1_000  # above the classes of [MS-FSCC]
RENAME_CLASS, DISPOSITION_CLASS, ALLOCATION_CLASS, END_OF_FILE_CLASS = 10, 13, 19, 20
LEVELS = {DISPOSITION_CLASS: 0x0102, ALLOCATION_CLASS: 0x0103, END_OF_FILE_CLASS: 0x0104}
OPEN_MODES = (0x12, 0x01, 0x10, 0x11, 0x02, 0x12)  # OpenMode of OPEN_ANDX by CreateDisposition
HEADER = 32
CORE_MOST = 16_000  # bytes in one WRITE: what the server says that a message may have, less the rest of it


def bytes_at(words):
    """Where the bytes of a message's first command begin."""
    return HEADER + 1 + len(words) + 2


class Smb1Session:
    """One connection with one session and one tree; {random} chooses between commands that do the same."""

    def __init__(self, host, share, user, password, random):
        connection = SMBConnection(host, host, preferredDialect=smb.SMB_DIALECT)
        connection.login(user, password, "CORP")
        self.tree = connection.connectTree(share)
        self.low = connection.getSMBServer()
        self.connection = connection
        self.random = random
        self.raw = random.random() < 0.05  # all that it writes
        self.wide = True  # names of the next message are in Unicode

    def ask(self, *commands):
        """Each is a code, its words and its bytes; gives the status, and the words and bytes of the first answer."""
        flags = self.low.get_flags()[1] & ~smb.SMB.FLAGS2_UNICODE
        self.low.set_flags(flags2=flags | (smb.SMB.FLAGS2_UNICODE if self.wide else 0))
        packet = smb.NewSMBPacket()
        packet["Tid"], packet["Command"] = self.tree, commands[0][0]
        message = b""
        for number, (_, words, data) in enumerate(commands):
            unit = bytes([len(words) // 2]) + words + struct.pack("<H", len(data) & 0xFFFF) + data
            if number + 1 < len(commands):
                unit += bytes(-(HEADER + len(message) + len(unit)) % 4)
                after = HEADER + len(message) + len(unit)
                unit = unit[:1] + struct.pack("<BBH", commands[number + 1][0], 0, after) + unit[5:]
            message += unit
        packet["Data"] = [message]
        self.low.sendSMB(packet)
        self.wide = self.random.random() < 0.7
        return self.answer()

    def answer(self):
        packet = self.low.recvSMB()
        first = smb.SMBCommand(packet["Data"][0])
        status = packet["ErrorClass"] | packet["_reserved"] << 8 | packet["ErrorCode"] << 16
        return status, first["Parameters"], first["Data"]

    def text(self, name, at):
        """A name that ends with a zero, for that offset of the message."""
        return bytes(at % 2) + (name + "\0").encode("utf-16le") if self.wide else (name + "\0").encode()

    def by_name(self, command, words, *names):
        data = b""
        for name in names:
            data += b"\x04"  # BufferFormat
            data += self.text(name, bytes_at(words) + len(data))
        return self.ask((command, words, data))

    @staticmethod
    def fid(answer, at):
        status, words, _ = answer
        return status, struct.unpack_from("<H", words, at)[0] if status == 0 else None

    def create(self, path, disposition, options):
        ways = [self.nt_create, self.nt_create, self.nt_transact_create]
        if not options & (DIRECTORY | DELETE_ON_CLOSE):
            core = {1: self.core_open, 2: self.core_create_new, 5: self.core_create}
            ways += [self.open_andx, self.open2, core.get(disposition, self.nt_create)]
        return self.random.choice(ways)(path, disposition, options)

    def nt_create_unit(self, path, disposition, options):
        length = len(path) * (2 if self.wide else 1)
        fixed = struct.pack("<BBHBHII", NO_COMMAND, 0, 0, 0, length, 0, 0)
        words = fixed + struct.pack("<IQIIIIIB", ACCESS, 0, 0x80, SHARED_BY_ALL, disposition, options, 2, 0)
        return NT_CREATE_ANDX, words, self.text(path, bytes_at(words))

    def nt_create(self, path, disposition, options):
        return self.fid(self.ask(self.nt_create_unit(path, disposition, options)), 5)

    def nt_transact_create(self, path, disposition, options):
        def parameters(at):
            length = len(path) * (2 if self.wide else 1)
            fixed = struct.pack("<IIIQII", 0, 0, ACCESS, 0, 0x80, SHARED_BY_ALL)
            fixed += struct.pack("<IIIIIIB", disposition, options, 0, 0, length, 2, 0)
            return fixed + self.text(path, at + len(fixed))

        status, answer, _ = self.nt_transact(NT_CREATE, b"", parameters, b"")
        return status, struct.unpack_from("<H", answer, 2)[0] if status == 0 else None

    def open_andx_unit(self, path, disposition, size):
        fixed = struct.pack("<BBHHHHHI", NO_COMMAND, 0, 0, 0, READ_AND_WRITE, ALL_ATTRIBUTES, 0x20, 0)
        words = fixed + struct.pack("<HIII", OPEN_MODES[disposition], size, 0, 0)
        return OPEN_ANDX, words, self.text(path, bytes_at(words))

    def open_andx(self, path, disposition, _):
        size = self.random.choice((0, 0, 0, 12_345))
        return self.fid(self.ask(self.open_andx_unit(path, disposition, size)), 4)

    def open2(self, path, disposition, _):
        size = self.random.choice((0, 0, 777))

        def parameters(at):
            fixed = struct.pack("<HHHHIHI10x", 0, READ_AND_WRITE, 0, 0x20, 0, OPEN_MODES[disposition], size)
            return fixed + self.text(path, at + len(fixed))

        status, answer = self.transaction2(OPEN2, parameters, b"")
        return status, struct.unpack_from("<H", answer)[0] if status == 0 else None

    def core_open(self, path, *_):
        return self.fid(self.by_name(OPEN, struct.pack("<HH", READ_AND_WRITE, ALL_ATTRIBUTES), path), 0)

    def core_create(self, path, *_):
        return self.fid(self.by_name(CREATE, struct.pack("<HI", 0x20, 0), path), 0)

    def core_create_new(self, path, *_):
        return self.fid(self.by_name(CREATE_NEW, struct.pack("<HI", 0x20, 0), path), 0)

    def close(self, handle):
        return self.ask((CLOSE, struct.pack("<HI", handle, 0xFFFFFFFF), b""))[0]

    def write(self, handle, offset, data):
        ways = (self.write_andx, self.write_andx, self.core_write, self.write_and_unlock)
        return (self.write_raw if self.raw else self.random.choice(ways))(handle, offset, data)

    def write_andx_unit(self, handle, offset, data, pad=1):
        with_high = self.random.random() < 0.7
        at = HEADER + 1 + (28 if with_high else 24) + 2 + pad
        words = struct.pack("<BBHHII", NO_COMMAND, 0, 0, handle, offset & 0xFFFFFFFF, 0)
        words += struct.pack("<HHHHH", 0, 0, len(data) >> 16, len(data) & 0xFFFF, at)
        return WRITE_ANDX, words + (struct.pack("<I", offset >> 32) if with_high else b""), bytes(pad) + data

    def write_andx(self, handle, offset, data):
        return self.ask(self.write_andx_unit(handle, offset, data, self.random.randrange(4)))[0]

    def core_write(self, handle, offset, data):
        status = 0
        for at in range(0, len(data), CORE_MOST):
            piece = data[at : at + CORE_MOST]
            words = struct.pack("<HHIH", handle, len(piece), offset + at, 0)
            status = self.ask((WRITE, words, struct.pack("<BH", 1, len(piece)) + piece))[0]
        return status

    def write_and_unlock(self, handle, offset, data):
        data = data[:CORE_MOST]
        self.ask((LOCK, struct.pack("<HII", handle, len(data), offset), b""))
        words = struct.pack("<HHIH", handle, len(data), offset, 0)
        return self.ask((WRITE_AND_UNLOCK, words, struct.pack("<BH", 1, len(data)) + data))[0]

    def write_raw(self, handle, offset, data):
        """The data follows without a header, after the server said that it may."""
        data = data[:0xFFFF]
        words = struct.pack("<HHHIIHIHH", handle, len(data), 0, offset, 0, 1, 0, 0, 0)
        status = self.ask((WRITE_RAW, words, b""))[0]
        if status != 0:
            return status
        self.low.get_session().send_packet(data)
        return self.answer()[0]

    def write_and_close(self, handle, offset, data):
        words = struct.pack("<HHII", handle, len(data), offset, 0)
        return self.ask((WRITE_AND_CLOSE, words, b"\0" + data))[0]

    def set(self, handle, kind, data):
        """By a class of [MS-FSCC], or the level of SMB1 that means it; the end of the file also by a WRITE of nothing."""
        if kind == END_OF_FILE_CLASS and self.random.random() < 0.3:
            size = struct.unpack("<Q", data)[0]
            return self.ask((WRITE, struct.pack("<HHIH", handle, 0, size, 0), struct.pack("<BH", 1, 0)))[0]
        return self.transaction2(SET_FILE, lambda _: struct.pack("<HHH", handle, self.level(kind), 0), data)[0]

    def set_path(self, path, kind, data):
        level = self.level(kind)
        return self.transaction2(SET_PATH, lambda at: struct.pack("<HI", level, 0) + self.text(path, at + 6), data)[0]

    def level(self, kind):
        return LEVELS[kind] if kind in LEVELS and self.random.random() < 0.5 else PASS_THROUGH + kind

    def rename(self, handle, old, new, replace):
        folder, _, name = new.rpartition("\\")
        way = self.random.randrange(3)
        if way < 2 and folder == old.rpartition("\\")[0]:
            self.wide = True  # as such a class always is
            name = name.encode("utf-16le")
            data = struct.pack("<B3xII", replace, 0, len(name)) + name
            return self.set(handle, RENAME_CLASS, data) if way == 0 else self.set_path(old, RENAME_CLASS, data)
        return self.rename_path(old, new)

    def rename_path(self, old, new):
        if self.random.random() < 0.5:
            return self.by_name(RENAME, struct.pack("<H", ALL_ATTRIBUTES), old, new)[0]
        return self.nt_rename(RENAME_LEVEL, old, new)

    def nt_rename(self, level, old, new):
        return self.by_name(NT_RENAME, struct.pack("<HHI", ALL_ATTRIBUTES, level, 0), old, new)[0]

    def delete(self, pattern):
        return self.by_name(DELETE, struct.pack("<H", ALL_ATTRIBUTES), pattern)[0]

    def copy(self, old, new):
        if self.random.random() < 0.5:
            return self.nt_rename(COPY_LEVEL, old, new)
        words = struct.pack("<HHH", self.tree, 0x11, 0)
        data = self.text(old, bytes_at(words))  # Samba, which takes it up to 4.16, wants no BufferFormat
        data += self.text(new, bytes_at(words) + len(data))
        return self.ask((COPY, words, data))[0]

    def whole(self, path, disposition, data):
        """Opens and writes with one message, and closes with it or the next."""
        if self.random.random() < 0.5:
            opening, fid_at = self.nt_create_unit(path, disposition, 0x40), 5
        else:
            opening, fid_at = self.open_andx_unit(path, disposition, 0), 4
        before = 1 + len(opening[1]) + 2 + len(opening[2])
        before += -before % 4
        command, words, written = self.write_andx_unit(FID_OF_CHAIN, 0, data)
        at = struct.unpack_from("<H", words, 22)[0] + before
        words = words[:22] + struct.pack("<H", at) + words[24:]
        chain = [opening, (command, words, written)]
        closes = self.random.random() < 0.5
        if closes:
            chain.append((CLOSE, struct.pack("<HI", FID_OF_CHAIN, 0xFFFFFFFF), b""))
        status, words, _ = self.ask(*chain)
        opened = len(words) > fid_at + 1  # also where what came after it was refused
        return status, struct.unpack_from("<H", words, fid_at)[0] if opened else None, closes

    def ioctl(self, handle, code, data):
        status, _, answer = self.nt_transact(NT_IOCTL, struct.pack("<IHBB", code, handle, 1, 0), lambda _: b"", data)
        return status, answer

    def transaction2(self, subcommand, parameters, data):
        """Gives the status, and the parameters of the answer."""
        at = HEADER + 1 + 30 + 2
        pad = -at % 4
        given = parameters(at + pad)
        data_at = at + pad + len(given) + -len(given) % 4
        words = struct.pack("<HHHHBBHIH", len(given), len(data), 64, 4_096, 0, 0, 0, 0, 0)
        words += struct.pack("<HHHHBBH", len(given), at + pad, len(data), data_at, 1, 0, subcommand)
        body = (bytes(pad) + given).ljust(data_at - at, b"\0") + data
        status, words, answer = self.ask((TRANSACTION2, words, body))
        if len(words) < 20:
            return status, b""
        count, begin = struct.unpack_from("<HH", words, 6)
        return status, answer[begin - bytes_at(words) :][:count]

    def nt_transact(self, function, setup, parameters, data):
        """Gives the status, and the parameters and data of the answer."""
        at = HEADER + 1 + 38 + len(setup) + 2
        pad = -at % 4
        given = parameters(at + pad)
        data_at = at + pad + len(given) + -len(given) % 4
        words = struct.pack("<BHIIII", 0, 0, len(given), len(data), 128, 4_096)
        words += struct.pack("<IIIIBH", len(given), at + pad, len(data), data_at, len(setup) // 2, function) + setup
        body = (bytes(pad) + given).ljust(data_at - at, b"\0") + data
        status, words, answer = self.ask((NT_TRANSACT, words, body))
        if len(words) < 36:
            return status, b"", b""
        count, begin = struct.unpack_from("<II", words, 11)
        data_count, data_begin = struct.unpack_from("<II", words, 23)
        begins = bytes_at(words)
        return status, answer[begin - begins :][:count], answer[data_begin - begins :][:data_count]
