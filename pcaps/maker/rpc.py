"""DCE/RPC as bytes, [C706] 12.6 and 14, and calls of the interfaces by which servers are made to run things."""

import struct
import uuid

from maker import smb2

REQUEST, RESPONSE, BIND, BIND_ACK = 0, 2, 11, 12
FIRST, LAST, OBJECT = 1, 2, 0x80
FSCTL_PIPE_TRANSCEIVE = 0x0011C017

NDR = "8a885d04-1ceb-11c9-9fe8-08002b104860", 2
NDR64 = "71710533-beba-4937-8319-b5dbef9ccc36", 1
SVCCTL = "367abb81-9844-35f1-ad32-98f038001003", 2
ATSVC = "1ff70682-0a51-30e8-076d-740be8cee98b", 1
TASKS = "86d35949-83c9-4044-b424-db363231fd0c", 1
WINREG = "338cd001-2244-31f1-aaaa-900038001003", 1

PRIVACY = 6  # RPC_C_AUTHN_LEVEL_PKT_PRIVACY
REG_SZ, REG_EXPAND_SZ = 1, 2


def syntax(interface):
    name, version = interface
    return uuid.UUID(name).bytes_le + struct.pack("<I", version)


def pdu(kind, call, body, flags=FIRST | LAST, verifier=b""):
    auth = max(0, len(verifier) - 8)
    header = struct.pack("<BBBB4sHHI", 5, 0, kind, flags, b"\x10\0\0\0", 16 + len(body) + len(verifier), auth, call)
    return header + body + verifier


def bind(call, interface, transfer=NDR):
    return pdu(
        BIND, call, struct.pack("<HHIB3x", 4280, 4280, 0, 1) + struct.pack("<HBx", 0, 1) + syntax(interface) + syntax(transfer)
    )


def bind_ack(call, address, transfer=NDR):
    name = address.encode() + b"\0"
    at = 24 + 2 + len(name)
    body = struct.pack("<HHIH", 4280, 4280, 0x53F0, len(name)) + name + bytes(-at % 4)
    return pdu(BIND_ACK, call, body + struct.pack("<B3xHH", 1, 0, 0) + syntax(transfer))


def sealed(length):
    """A verifier of Kerberos or NTLM at a level that encrypts; what it stands behind is not to be read."""
    return struct.pack("<BBBxI", 10, PRIVACY, 0, 0) + bytes(range(16))


class Ndr:
    """Arguments, one after the other; wide: NDR64, [MS-RPCE] 2.2.5."""

    def __init__(self, wide=False):
        self.data, self.wide, self.referents = b"", wide, 0x00020000

    def align(self, size):
        self.data += bytes(-len(self.data) % size)
        return self

    def u16(self, value):
        self.align(2).data += struct.pack("<H", value)
        return self

    def u32(self, value):
        self.align(4).data += struct.pack("<I", value & 0xFFFFFFFF)
        return self

    def size(self, value):
        width = 8 if self.wide else 4
        self.align(width).data += value.to_bytes(width, "little")
        return self

    def pointer(self, there=True):
        self.referents += 4
        return self.size(self.referents if there else 0)

    def raw(self, data):
        self.data += data
        return self

    def handle(self, number):
        return self.align(4).raw(bytes(4) + (b"sharetap" + number.to_bytes(8, "big") if number else bytes(16)))

    def text(self, text):
        self.size(len(text) + 1).size(0).size(len(text) + 1)
        return self.raw(smb2.utf16(text + "\0"))

    def optional(self, text):
        return self.pointer(text is not None) if text is None else self.pointer().text(text)

    def counted(self, text):
        """RPC_UNICODE_STRING, [MS-DTYP] 2.3.10."""
        self.align(8 if self.wide else 4).u16(2 * len(text) + 2).u16(2 * len(text) + 2)
        return self.optional(text)


class Interface:
    """A pipe that is bound to an interface; each call is a request and its answer."""

    def __init__(self, tree, pipe, interface, transacts=True, wide=False, fragment=None, pieces=1, sealing=False):
        self.file = tree.create(pipe, disposition=smb2.OPEN)
        self.transacts, self.wide, self.fragment, self.pieces = transacts, wide, fragment, pieces
        self.sealing = sealing
        self.next_call, self.next_handle = 2, 1
        self.object = b""  # UUID of the object that calls are for
        transfer = NDR64 if wide else NDR
        self.written(bind(1, interface, transfer))
        self.read(bind_ack(1, "\\PIPE\\" + pipe, transfer))

    def written(self, data):
        """By WRITE, in so many of them."""
        step = -(-len(data) // self.pieces)
        for at in range(0, len(data), step):
            self.file.write(0, data[at : at + step])

    def read(self, data):
        self.file.read(data)

    def ndr(self):
        return Ndr(self.wide)

    def call(self, opnum, arguments, answer):
        """One call; its arguments in fragments of `fragment` bytes, if told."""
        stub, told = arguments.data, answer.data
        number, self.next_call = self.next_call, self.next_call + 1
        verifier = sealed(len(stub)) if self.sealing else b""
        if self.sealing:
            stub, told = scrambled(stub), scrambled(told)
        step = self.fragment or max(1, len(stub))
        parts = [stub[at : at + step] for at in range(0, len(stub), step)] or [b""]
        requests = [
            pdu(
                REQUEST,
                number,
                struct.pack("<IHH", len(part), 0, opnum) + self.object + part,
                (FIRST if index == 0 else 0) | (LAST if index == len(parts) - 1 else 0) | (OBJECT if self.object else 0),
                verifier,
            )
            for index, part in enumerate(parts)
        ]
        response = pdu(RESPONSE, number, struct.pack("<IHBx", len(told), 0, 0) + told, verifier=verifier)
        if self.transacts and len(requests) == 1 and self.pieces == 1:
            self.file.transact(requests[0], response)
        else:
            for request in requests:
                self.written(request)
            self.read(response)

    def new_handle(self):
        self.next_handle += 1
        return self.next_handle

    def close(self):
        self.file.close()


def scrambled(stub):
    """In place of encryption: not to be read, and the same each time."""
    return bytes(byte ^ (37 * at + 91) & 0xFF for at, byte in enumerate(stub + bytes(-len(stub) % 16)))


class Stream:
    """Stands for a pipe: bytes over TCP."""

    def __init__(self, case, port):
        self.connection = case.connect(port)

    def write(self, offset, data):
        self.connection.send(self.connection.client, data)

    def read(self, data):
        self.connection.send(self.connection.server, data)

    def transact(self, data, answer):
        self.write(0, data)
        self.read(answer)

    def close(self):
        self.connection.close()


class Tcp:
    """Stands for a tree: what is opened there is a connection."""

    def __init__(self, case, port):
        self.case, self.port = case, port

    def create(self, pipe, disposition=None):
        return Stream(self.case, self.port)


class Mapper(Interface):
    """ept_map, [C706] appendix O: says at which port an interface is to be found."""

    INTERFACE = "e1af8308-5d1f-11c9-91a4-08002b14a0fa", 3

    def __init__(self, case):
        super().__init__(Tcp(case, 135), "epmapper", self.INTERFACE)

    def map(self, interface, port):
        self.call(3, self.asked(interface), self.told(interface, port))

    def tower(self, interface, port):
        floors = [floor(interface), floor(NDR), b"\x01\0\x0b\x02\0\0\0", b"\x01\0\x07\x02\0" + struct.pack(">H", port)]
        floors.append(b"\x01\0\x09\x04\0" + bytes(int(part) for part in "10.20.1.11".split(".")))
        return struct.pack("<H", len(floors)) + b"".join(floors)

    def asked(self, interface):
        tower = self.tower(interface, 0)
        asked = self.ndr().pointer().raw(bytes(16)).pointer().size(len(tower)).u32(len(tower)).raw(tower)
        return asked.align(4).raw(bytes(20)).u32(4)

    def told(self, interface, port):
        tower = self.tower(interface, port)
        told = self.ndr().raw(bytes(20)).u32(1).size(4).size(0).size(1).size(3)  # full pointers: none of the request
        return told.size(len(tower)).u32(len(tower)).raw(tower).align(4).u32(0)


def floor(interface):
    name, version = interface
    return struct.pack("<HB", 19, 13) + uuid.UUID(name).bytes_le + struct.pack("<HHH", version, 2, 0)


class Services(Interface):
    """svcctl, [MS-SCMR] 3.1.4."""

    def __init__(self, tree, **how):
        super().__init__(tree, "svcctl", SVCCTL, **how)
        self.manager = self.new_handle()
        asked = self.ndr().optional("FS01").optional(None).u32(0xF003F)
        self.call(15, asked, self.ndr().handle(self.manager).u32(0))

    def create(self, name, path, display=None, returned=0):
        handle = self.new_handle()
        asked = self.ndr().handle(self.manager).text(name).optional(display or name)
        asked.u32(0xF01FF).u32(0x10).u32(3).u32(0).text(path)
        for _ in range(3):
            asked.pointer(False)  # lpLoadOrderGroup, lpdwTagId, lpDependencies
        asked.u32(0).pointer(False).pointer(False).u32(0)
        told = self.ndr().pointer(False).handle(0 if returned else handle).u32(returned)
        self.call(12, asked, told)
        return handle

    def open(self, name):
        handle = self.new_handle()
        self.call(16, self.ndr().handle(self.manager).text(name).u32(0xF01FF), self.ndr().handle(handle).u32(0))
        return handle

    def start(self, handle, returned=0):
        self.call(19, self.ndr().handle(handle).u32(0).pointer(False), self.ndr().u32(returned))

    def change(self, handle, path):
        asked = self.ndr().handle(handle).u32(-1).u32(-1).u32(-1).optional(path).pointer(False).pointer(False)
        asked.pointer(False).u32(0).pointer(False).pointer(False).u32(0).pointer(False)
        self.call(11, asked, self.ndr().pointer(False).u32(0))

    def delete(self, handle):
        self.call(2, self.ndr().handle(handle), self.ndr().u32(0))

    def close_handle(self, handle):
        self.call(0, self.ndr().handle(handle), self.ndr().handle(0).u32(0))


class Tasks(Interface):
    """ITaskSchedulerService, [MS-TSCH] 3.2.5.4."""

    def __init__(self, tree, **how):
        super().__init__(tree, "atsvc", TASKS, **how)

    def register(self, path, command, arguments):
        shown = arguments.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        xml = (
            '<?xml version="1.0" encoding="UTF-16"?>\n<Task version="1.2"'
            ' xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">\n  <Actions Context="LocalSystem">\n'
            f"    <Exec>\n      <Command>{command}</Command>\n      <Arguments>{shown}</Arguments>\n    </Exec>\n"
            "  </Actions>\n</Task>\n"
        )
        asked = self.ndr().optional(path).text(xml).u32(6).pointer(False).u32(0).u32(0).pointer(False)
        self.call(1, asked, self.ndr().optional(path).pointer(False).u32(0))

    def run(self, path):
        asked = self.ndr().text(path).u32(0).pointer(False).u32(0).u32(0).pointer(False)
        self.call(12, asked, self.ndr().raw(b"sharetap's guid!").u32(0))

    def delete(self, path):
        self.call(13, self.ndr().text(path).u32(0), self.ndr().u32(0))


class Jobs(Interface):
    """atsvc, [MS-TSCH] 3.2.5.2."""

    def __init__(self, tree, **how):
        super().__init__(tree, "atsvc", ATSVC, **how)

    def add(self, command):
        asked = self.ndr().optional("\\\\FS01").align(8 if self.wide else 4).size(43_200_000).u32(0)
        asked.raw(b"\0\0").pointer().text(command)
        self.call(0, asked, self.ndr().u32(1).u32(0))


class Registry(Interface):
    """winreg, [MS-RRP] 3.1.5."""

    def __init__(self, tree, **how):
        super().__init__(tree, "winreg", WINREG, **how)

    def local_machine(self):
        handle = self.new_handle()
        self.call(2, self.ndr().pointer(False).u32(0x02000000), self.ndr().handle(handle).u32(0))
        return handle

    def open_key(self, above, name):
        handle = self.new_handle()
        asked = self.ndr().handle(above).counted(name).u32(0).u32(0x20006)
        self.call(15, asked, self.ndr().handle(handle).u32(0))
        return handle

    def create_key(self, above, name):
        handle = self.new_handle()
        asked = self.ndr().handle(above).counted(name).align(4).u16(0).u16(0).pointer(False)
        asked.u32(0).u32(0x20006).pointer(False).pointer().u32(0)
        self.call(6, asked, self.ndr().handle(handle).pointer().u32(1).u32(0))
        return handle

    def set_value(self, key, name, text, kind=REG_SZ):
        data = smb2.utf16(text + "\0")
        asked = self.ndr().handle(key).counted(name).u32(kind).size(len(data)).raw(data).u32(len(data))
        self.call(22, asked, self.ndr().u32(0))


def expect_execution(case, via, act, name=None, command=None, tool=None, outcome="success", **more):
    """The record of an execution; what is None is not there."""
    case.expect(
        event__kind="event",
        event__action="smb-execution-observed",
        event__outcome=outcome,
        source__ip=case.client.address,
        destination__ip=case.server.address,
        smb__execution__via=via,
        smb__execution__act=act,
        smb__execution__name=name,
        smb__execution__command=command,
        smb__execution__tool=tool,
        **more,
    )


def expect_graver(case, path, **execution):
    """The alert that follows, as what was written is run now."""
    case.expect(
        event__kind="alert",
        event__severity=73,
        rule__id="highly_suspicious_destination",
        source__ip=case.client.address,
        destination__ip=case.server.address,
        file__path=path,
        sharetap__execution={"observed": True, **execution},
    )


def tool_service(case, path, name, tool, pipes, opened, known=False):
    """A tool's service: written, created, started, its pipes opened, of which one is told; deleted.

    opened: the name that is told of them; known: with the service's command, as the pipe tells the service's name."""
    session = case.session()
    written_program(case, session, path)
    tree = session.tree("IPC$", share_type=2)
    services = Services(tree)
    command = "%SystemRoot%\\" + path
    handle = services.create(name, command)
    expect_execution(case, "service", "created", name, command, tool, file__path=path)
    expect_graver(case, path, act="created", name=name, command=command)
    services.start(handle)
    expect_execution(case, "service", "started", name, command, tool, file__path=path)
    case.wait(1)
    for pipe in pipes:
        tree.create(pipe, disposition=smb2.OPEN)
    expect_execution(case, "pipe", "opened", opened, command if known else None, tool, file__path=path)
    services.delete(handle)


def written_program(case, session, path, seed=1, share="ADMIN$", **expected):
    """A program that is written to the host first."""
    from maker.pe import program

    file = session.tree(share).create(path).write_all(program(seed=seed)).close()
    case.expect_write(file, **expected)
    case.wait(2)
    return file
