"""Does what comes by chance to files of a share with impacket, over two sessions, a folder of the share for each seed.

    random_operations.py HOST SHARE USER PASSWORD STEPS SEED…

Creates and opens of all kinds, writes at any offset, ends of file, zeros, renames, deletions and server-side copies, also
such as the server refuses; with SMB2 and 3, or with SMB1 where "-smb1" follows on the seed. Prints a line for each step:
the seed, what was asked for, and the status of the answer.
"""

import pathlib
import random
import struct
import sys

from impacket import smb3structs as smb2
from impacket.nmb import NetBIOSError
from impacket.smbconnection import SMBConnection

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "maker"))

import pe  # noqa: E402  (the path above must be set first)
from smb1_session import Smb1Session  # noqa: E402

DIALECTS = (smb2.SMB2_DIALECT_21, smb2.SMB2_DIALECT_30)
NAMES = ("a.exe", "A.EXE", "b.exe", "c.dll", "note.txt", "d\\a.exe", "d\\b.exe")
OPEN, CREATE, OPEN_IF, OVERWRITE, OVERWRITE_IF, SUPERSEDE = 1, 2, 3, 4, 5, 0
DISPOSITIONS = (OPEN, CREATE, OPEN_IF, OPEN_IF, OVERWRITE, OVERWRITE_IF, SUPERSEDE)
NON_DIRECTORY, DIRECTORY, DELETE_ON_CLOSE = 0x40, 0x1, 0x1000
ACCESS = 0x1F01FF  # all
RENAME, DISPOSITION, ALLOCATION, END_OF_FILE = 10, 13, 19, 20  # FileInfoClass, [MS-FSCC] 2.4
RESUME_KEY, COPYCHUNK_WRITE, SET_ZERO_DATA = 0x140078, 0x1480F2, 0x980C8
IOCTL_ANSWER = 49  # StructureSize; of an error it is 9
PROGRAMS = [pe.program(size, seed=size) for size in (2_048, 9_000, 20_000, 40_000)]
OPENS_MOST = 6


class Session:
    """One connection with one session and one tree."""

    def __init__(self, host, share, user, password, dialect):
        connection = SMBConnection(host, host, preferredDialect=dialect)
        connection.login(user, password, "CORP")
        self.tree = connection.connectTree(share)
        self.low = connection.getSMBServer()
        self.connection = connection

    def ask(self, command, body):
        packet = self.low.SMB_PACKET()
        packet["Command"], packet["TreeID"], packet["Data"] = command, self.tree, body
        answer = self.low.recvSMB(self.low.sendSMB(packet))
        return answer["Status"], answer["Data"]

    def create(self, path, disposition, options):
        name = path.encode("utf-16le")
        body = smb2.SMB2Create()
        body["ImpersonationLevel"], body["DesiredAccess"], body["FileAttributes"] = 2, ACCESS, 0x80
        body["ShareAccess"], body["CreateDisposition"], body["CreateOptions"] = 7, disposition, options
        body["NameLength"], body["Buffer"] = len(name), name
        body["AlreadyUsed"] = 0
        status, data = self.ask(smb2.SMB2_CREATE, body)
        return status, smb2.SMB2Create_Response(data)["FileID"].getData() if status == 0 else None

    def close(self, handle):
        body = smb2.SMB2Close()
        body["Flags"], body["FileID"] = 0, handle
        return self.ask(smb2.SMB2_CLOSE, body)[0]

    def write(self, handle, offset, data):
        body = smb2.SMB2Write()
        body["FileID"], body["Length"], body["Offset"], body["Buffer"] = handle, len(data), offset, data
        return self.ask(smb2.SMB2_WRITE, body)[0]

    def set(self, handle, kind, data):
        body = smb2.SMB2SetInfo()
        body["InfoType"], body["FileInfoClass"], body["AdditionalInformation"] = 1, kind, 0
        body["BufferLength"], body["FileID"], body["Buffer"] = len(data), handle, data
        return self.ask(smb2.SMB2_SET_INFO, body)[0]

    def rename(self, handle, _, new, replace):
        name = new.encode("utf-16le")
        return self.set(handle, RENAME, struct.pack("<B7xQI", replace, 0, len(name)) + name)

    def ioctl(self, handle, code, data):
        body = smb2.SMB2Ioctl()
        body["FileID"], body["CtlCode"], body["Flags"] = handle, code, 1
        body["MaxInputResponse"], body["MaxOutputResponse"] = 0, 4_096
        body["InputCount"], body["Buffer"] = len(data), data or "\0"
        status, answer = self.ask(smb2.SMB2_IOCTL, body)
        if struct.unpack_from("<H", answer)[0] != IOCTL_ANSWER:
            return status, b""
        at, count = struct.unpack_from("<II", answer, 32)
        return status, answer[at - 64 : at - 64 + count]  # offsets are from the header


class Open:
    """A handle, and the name that its file has by now."""

    def __init__(self, session, handle, name):
        self.session, self.handle, self.name = session, handle, name
        self.replaced = False  # another file has its name: of such a handle Samba takes that one's file for renames

    def __str__(self):
        return self.name + ("*" if self.replaced else "")

    def has(self, name):
        return not self.replaced and self.name.lower() == name.lower()


class Seed:
    """What is done with one seed."""

    def __init__(self, seed, chance, sessions):
        self.seed, self.random, self.sessions = seed, chance, sessions
        self.folder = f"s{seed}"
        self.opens = []

    def say(self, status, *words):
        print(self.seed, *words, f"-> {status:#010x}")

    def name(self):
        return self.random.choice(NAMES)

    def step(self):
        usual = (self.program, self.write, self.end_of_file, self.zeros, self.rename, self.dispose, self.copy, self.close)
        if not self.opens or len(self.opens) < OPENS_MOST and self.random.random() < 0.3:
            self.open()
        else:
            self.random.choices(usual, weights=(6, 4, 2, 1, 3, 2, 3, 6))[0]()

    def open(self):
        session = self.random.choice(self.sessions)
        name, disposition = self.name(), self.random.choice(DISPOSITIONS)
        options = NON_DIRECTORY | (DELETE_ON_CLOSE if self.random.random() < 0.1 else 0)
        status, handle = session.create(f"{self.folder}\\{name}", disposition, options)
        self.say(status, "open", name, disposition, f"{options:#x}", "as", len(self.opens))
        if handle is not None:
            self.opens.append(Open(session, handle, name))

    def any(self):
        """A number, the open, and what it needs to be asked."""
        number = self.random.randrange(len(self.opens))
        chosen = self.opens[number]
        return number, chosen.session, chosen.handle, chosen

    def program(self):
        number, session, handle, name = self.any()
        data = self.random.choice(PROGRAMS)
        piece = self.random.choice((1_000, 7_000, 65_536))
        status = 0
        pieces = [(at, data[at : at + piece]) for at in range(0, len(data), piece)]
        if self.random.random() < 0.3:
            self.random.shuffle(pieces)
        for at, bytes_there in pieces:
            status = session.write(handle, at, bytes_there)
        self.say(status, "program", number, name, len(data))

    def write(self):
        number, session, handle, name = self.any()
        offset, data = self.offset(), self.random.randbytes(self.random.choice((1, 100, 5_000)))
        self.say(session.write(handle, offset, data), "write", number, name, offset, len(data))

    def offset(self):
        return self.random.choice((0, self.random.randrange(300), self.random.randrange(50_000)))

    def end_of_file(self):
        number, session, handle, name = self.any()
        kind = self.random.choice((END_OF_FILE, END_OF_FILE, ALLOCATION))
        size = self.random.choice((0, self.offset()))
        self.say(session.set(handle, kind, struct.pack("<Q", size)), "size", number, name, kind, size)

    def zeros(self):
        number, session, handle, name = self.any()
        start = self.offset()
        end = start + self.random.choice((10, 6_000))
        status, _ = session.ioctl(handle, SET_ZERO_DATA, struct.pack("<QQ", start, end))
        self.say(status, "zeros", number, name, start, end)

    def rename(self):
        number, session, handle, renamed = self.any()
        if renamed.replaced:
            return
        old, to, replace = renamed.name, self.name(), self.random.random() < 0.5
        status = session.rename(handle, f"{self.folder}\\{old}", f"{self.folder}\\{to}", replace)
        self.say(status, "rename", number, old, to, replace)
        if status == 0:
            self.renamed(old, to)

    def renamed(self, old, to):
        same = [each for each in self.opens if each.has(old)]
        for each in self.opens:
            each.replaced |= each.has(to) and each not in same
        for each in same:
            each.name = to

    def dispose(self):
        number, session, handle, name = self.any()
        gone = self.random.random() < 0.7
        self.say(session.set(handle, DISPOSITION, bytes([gone])), "dispose", number, name, gone)

    def copy(self):
        number, session, handle, name = self.any()
        source = self.random.choice([each for each in self.opens if each.session is session])
        status, key = session.ioctl(source.handle, RESUME_KEY, b"")
        if len(key) < 24:
            self.say(status, "resume key", source)
            return
        whole = self.random.random() < 0.5
        chunks = []
        for _ in range(1 if whole else self.random.randrange(1, 4)):
            length = self.random.choice((512, 9_000))
            chunks.append((0, 0, self.random.choice((2_048, 9_000, 20_000))) if whole else (self.offset(), self.offset(), length))
        data = key[:24] + struct.pack("<II", len(chunks), 0)
        data += b"".join(struct.pack("<QQII", *chunk, 0) for chunk in chunks)
        status, answer = session.ioctl(handle, COPYCHUNK_WRITE, data)
        written = struct.unpack("<III", answer) if len(answer) == 12 else ()
        self.say(status, "copy", source, "to", number, name, chunks, written)

    def close(self):
        number, session, handle, name = self.any()
        del self.opens[number]
        self.say(session.close(handle), "close", number, name)

    def run(self, steps):
        for path in (self.folder, f"{self.folder}\\d"):
            status, handle = self.sessions[0].create(path, CREATE, DIRECTORY)
            self.sessions[0].close(handle)
        try:
            for _ in range(steps):
                self.step()
            while self.opens:
                self.close()
        except NetBIOSError:
            print(self.seed, "the server ended a connection")  # Samba 4.17 has faults of its own


class Smb1Seed(Seed):
    """Also what SMB1 does by path, in chains, or raw."""

    def step(self):
        if self.random.random() < 0.75:
            super().step()
        else:
            ways = (self.delete, self.copy_path, self.whole, self.write_and_close, self.rename_path)
            self.random.choice(ways)()

    def path(self, name):
        return f"{self.folder}\\{name}"

    def delete(self):
        name = self.random.choice((*NAMES, "*.dll", "?.exe"))
        self.say(self.random.choice(self.sessions).delete(self.path(name)), "delete", name)

    def rename_path(self):
        old, new = self.random.choice((*NAMES, "*.exe")), self.random.choice((*NAMES, "*.dll"))
        status = self.random.choice(self.sessions).rename_path(self.path(old), self.path(new))
        self.say(status, "rename path", old, new)
        if status == 0:
            self.renamed(old, new)

    def copy_path(self):
        old, new = self.name(), self.name()
        self.say(self.random.choice(self.sessions).copy(self.path(old), self.path(new)), "copy path", old, new)

    def whole(self):
        session, name = self.random.choice(self.sessions), self.name()
        disposition, data = self.random.choice(DISPOSITIONS), self.random.choice(PROGRAMS)
        status, handle, closes = session.whole(self.path(name), disposition, data)
        self.say(status, "whole", name, disposition, len(data), closes)
        if handle is not None and not closes:
            self.opens.append(Open(session, handle, name))

    def write_and_close(self):
        if self.opens:
            number, session, handle, name = self.any()
            offset, data = self.offset(), self.random.randbytes(self.random.choice((0, 100, 5_000)))
            status = session.write_and_close(handle, offset, data)
            self.say(status, "write and close", number, name, offset, len(data))
            if session.close(handle) != 0 or data:
                del self.opens[number]


def main(host, share, user, password, steps, *seeds):
    at = (host, share, user, password)
    for name in seeds:
        seed = int(name.removesuffix("-smb1"))
        if name == str(seed):
            dialect = DIALECTS[seed % len(DIALECTS)]
            sessions = [Session(*at, dialect) for _ in range(2)]
            Seed(name, random.Random(seed), sessions).run(int(steps))
        else:
            chance = random.Random(seed)
            sessions = [Smb1Session(*at, chance) for _ in range(2)]
            Smb1Seed(name, chance, sessions).run(int(steps))
        for session in sessions:
            session.connection.close()


main(*sys.argv[1:])
