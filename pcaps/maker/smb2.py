"""SMB2 messages as bytes, [MS-SMB2] 2.2: a Pdu for each header, bodies by functions, both sides."""

import struct

NEGOTIATE, SESSION_SETUP, LOGOFF, TREE_CONNECT, TREE_DISCONNECT, CREATE, CLOSE = range(7)
READ, WRITE, IOCTL, SET_INFO = 8, 9, 11, 17

RESPONSE, ASYNC, RELATED, REPLAY = 0x1, 0x2, 0x4, 0x20000000

SUCCESS = 0
PENDING = 0x00000103
MORE_PROCESSING_REQUIRED = 0xC0000016
ACCESS_DENIED = 0xC0000022
SHARING_VIOLATION = 0xC0000043
DISK_FULL = 0xC000007F

SUPERSEDE, OPEN, NEW, OPEN_IF, OVERWRITE, OVERWRITE_IF = range(6)  # CreateDisposition
SUPERSEDED, OPENED, CREATED, OVERWRITTEN = range(4)  # CreateAction
DELETE_ON_CLOSE = 0x1000
ALL_ONES = 0xFFFFFFFFFFFFFFFF

FILETIME = 133_594_632_000_000_000
DIALECTS = {"2.0.2": 0x0202, "2.1": 0x0210, "3.0": 0x0300, "3.0.2": 0x0302, "3.1.1": 0x0311}

FILE_RENAME, FILE_DISPOSITION, FILE_ALLOCATION, FILE_END_OF_FILE = 10, 13, 19, 20
FSCTL_REQUEST_RESUME_KEY, FSCTL_COPYCHUNK, FSCTL_COPYCHUNK_WRITE = 0x00140078, 0x001440F2, 0x001480F2


class Pdu:
    """One SMB2 header with its body, 2.2.1; `asynchronous` is the AsyncId that stands where the TreeId would."""

    def __init__(self, command, body, message_id, session=0, tree=0, flags=0, status=0, charge=1, asynchronous=None):
        self.command, self.body, self.message_id, self.session, self.tree = command, body, message_id, session, tree
        self.flags, self.status, self.charge, self.asynchronous = flags, status, charge, asynchronous
        self.credits = max(charge, 1)
        self.leads_on = False  # another follows, though it is the last of what is encrypted with it

    def packed(self, next_command=0):
        flags = self.flags | (ASYNC if self.asynchronous is not None else 0)
        place = (
            struct.pack("<II", 0xFEFF, self.tree) if self.asynchronous is None else struct.pack("<Q", self.asynchronous)
        )
        header = struct.pack(
            "<4sHHIHHIIQ8sQ16s",
            b"\xfeSMB",
            64,
            self.charge,
            self.status,
            self.command,
            self.credits,
            flags,
            next_command,
            self.message_id,
            place,
            self.session,
            bytes(16),
        )
        return header + self.body


def chained(pdus):
    """A compound, 3.2.4.1.4: each but the last is padded to eight bytes and says where the next one is."""
    parts = []
    for pdu in pdus:
        length = 64 + len(pdu.body)
        aligned = (length + 7) // 8 * 8
        more = pdu is not pdus[-1] or pdu.leads_on
        parts.append(pdu.packed(aligned) + bytes(aligned - length) if more else pdu.packed())
    return b"".join(parts)


def netbios(message, kind=0):
    """The session message header of [MS-SMB2] 2.1 and RFC 1002, 4.3.1: type, 24 bits of length."""
    return struct.pack(">I", kind << 24 | len(message)) + message


def utf16(text):
    return text.encode("utf-16-le")


def error():
    return struct.pack("<HBBIB", 9, 0, 0, 0, 0)


def negotiate_request(dialects, cipher=0):
    codes = [DIALECTS[dialect] for dialect in dialects]
    fixed = struct.pack("<HHHHI16s", 36, len(codes), 1, 0, 0x7F if codes[-1] >= 0x0300 else 0, b"sharetap-client!")
    listed = b"".join(struct.pack("<H", code) for code in codes)
    if codes[-1] < 0x0311:
        return fixed + bytes(8) + listed
    padding = -(64 + 36 + len(listed)) % 8
    contexts = negotiate_contexts(cipher)
    place = struct.pack("<IHH", 64 + 36 + len(listed) + padding, 2 if cipher else 1, 0)
    return fixed + place + listed + bytes(padding) + contexts


def negotiate_response(dialect, token, cipher=0):
    code = DIALECTS[dialect]
    at = 64 + 64
    contexts = b""
    context_at = 0
    if code == 0x0311:
        contexts = bytes(-(at + len(token)) % 8) + negotiate_contexts(cipher)
        context_at = at + len(token) + -(at + len(token)) % 8
    fixed = struct.pack(
        "<HHHH16sIIIIQQHHI",
        65,
        1,
        code,
        (2 if cipher else 1) if context_at else 0,
        b"sharetap-server!",
        0x6F if cipher and not context_at else 0x2F,
        8 << 20,
        8 << 20,
        8 << 20,
        FILETIME,
        0,
        at,
        len(token),
        context_at,
    )
    return fixed + token + contexts


def negotiate_contexts(cipher=0):
    """SMB2_PREAUTH_INTEGRITY_CAPABILITIES, 2.2.3.1.1: SHA-512 with a salt; and, 2.2.3.1.2, a cipher."""
    data = struct.pack("<HHH32s", 1, 32, 1, b"salt of thirty-two bytes in all!")
    packed = struct.pack("<HHI", 1, len(data), 0) + data
    if cipher:
        packed += bytes(-len(packed) % 8) + struct.pack("<HHIHH", 2, 4, 0, 1, cipher)
    return packed


def session_setup_request(token, previous_session=0, binding=False):
    return struct.pack("<HBBIIHHQ", 25, 1 if binding else 0, 1, 1, 0, 88, len(token), previous_session) + token


def session_setup_response(token, encrypts=False):
    return struct.pack("<HHHH", 9, 4 if encrypts else 0, 72, len(token)) + token


def tree_connect_request(path):
    return struct.pack("<HHHH", 9, 0, 72, len(utf16(path))) + utf16(path)


def tree_connect_response(share_type=1):
    return struct.pack("<HBBIII", 16, share_type, 0, 0, 0, 0x001F01FF)


def empty():
    """Of LOGOFF and TREE_DISCONNECT, both sides."""
    return struct.pack("<HH", 4, 0)


def create_request(name, disposition=OVERWRITE_IF, access=0x0012019F, options=0x40, contexts=(), name_padding=0):
    """2.2.13; name_padding: bytes between the fixed part and the name, which NameOffset steps over."""
    packed_name = utf16(name)
    name_at = 64 + 56 + name_padding
    buffer = b"P" * name_padding + packed_name
    contexts_at, packed_contexts = 0, b""
    if contexts:
        buffer += bytes(-(64 + 56 + len(buffer)) % 8)
        contexts_at = 64 + 56 + len(buffer)
        packed_contexts = create_contexts(contexts)
    fixed = struct.pack(
        "<HBBIQQIIIIIHHII",
        57,
        0,
        0,
        2,
        0,
        0,
        access,
        0x80,
        7,
        disposition,
        options,
        name_at,
        len(packed_name),
        contexts_at,
        len(packed_contexts),
    )
    return fixed + (buffer + packed_contexts or b"\0")


def create_contexts(contexts):
    """2.2.13.2: name and data of each, chained."""
    packed = b""
    for number, (name, data) in enumerate(contexts):
        data_at = 16 + len(name) + -(16 + len(name)) % 8
        entry = struct.pack("<HHHHI", 16, len(name), 0, data_at if data else 0, len(data)) + name
        entry = entry.ljust(data_at - 4, b"\0") + data
        last = number == len(contexts) - 1
        if not last:
            entry += bytes(-(4 + len(entry)) % 8)
        packed += struct.pack("<I", 0 if last else 4 + len(entry)) + entry
    return packed


def create_response(file_id, end_of_file=0, action=CREATED, contexts=(), attributes=0x80):
    packed = create_contexts(contexts) if contexts else b""
    return (
        struct.pack(
            "<HBBIQQQQQQIIQQII",
            89,
            0,
            0,
            action,
            FILETIME,
            FILETIME,
            FILETIME,
            FILETIME,
            (end_of_file + 4095) // 4096 * 4096,
            end_of_file,
            attributes,
            0,
            *file_id,
            64 + 88 if packed else 0,
            len(packed),
        )
        + packed
    )


def close_request(file_id):
    return struct.pack("<HHIQQ", 24, 0, 0, *file_id)


def close_response():
    return struct.pack("<HHI", 60, 0, 0) + bytes(52)


def write_request(file_id, offset, data, padding=0, channel=b""):
    """2.2.21; padding: bytes between the fixed part and the data, which DataOffset steps over."""
    return (
        struct.pack("<HHIQQQIIHHI", 49, 64 + 48 + padding, len(data), offset, *file_id, 0, 0, 0, 0, 0)
        + b"P" * padding
        + data
    )


def write_response(count):
    return struct.pack("<HHIIHH", 17, 0, count, 0, 0, 0)


def read_request(file_id, length=1_024):
    """2.2.19."""
    return struct.pack("<HBBIQQQIIIHHB", 49, 0x50, 0, length, 0, *file_id, 0, 0, 0, 0, 0, 0)


def read_response(data):
    """2.2.20."""
    return struct.pack("<HBBIII", 17, 64 + 16, 0, len(data), 0, 0) + data


def set_info_request(file_id, information_class, buffer):
    return struct.pack("<HBBIHHIQQ", 33, 1, information_class, len(buffer), 64 + 32, 0, 0, *file_id) + buffer


def set_info_response():
    return struct.pack("<H", 2)


def rename_information(name, replace=False):
    """FileRenameInformation, [MS-FSCC] 2.4.42.2."""
    return struct.pack("<B7xQI", replace, 0, len(utf16(name))) + utf16(name)


def ioctl_request(file_id, code, buffer, answer_max=64):
    return (
        struct.pack("<HHIQQIIIIIIII", 57, 0, code, *file_id, 64 + 56, len(buffer), 0, 0, 0, answer_max, 1, 0) + buffer
    )


def ioctl_response(file_id, code, buffer):
    return struct.pack("<HHIQQIIIIII", 49, 0, code, *file_id, 64 + 48, 0, 64 + 48, len(buffer), 0, 0) + buffer


def copychunk(key, chunks):
    """SRV_COPYCHUNK_COPY, 2.2.31.1: source's resume key, then (from, to, length) of each chunk."""
    packed = b"".join(struct.pack("<QQII", source, target, length, 0) for source, target, length in chunks)
    return struct.pack("<24sII", key, len(chunks), 0) + packed
