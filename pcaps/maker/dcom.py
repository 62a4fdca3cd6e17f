"""Objects of DCOM by which servers are made to run things: activation, WMI with its own encoding of objects, IDispatch."""

import struct
import uuid

from maker import smb2
from maker.rpc import Interface, Tcp

MMC20 = "49b2791a-b1ae-4c90-9b8e-e860ba07f889"
SHELL_WINDOWS = "9ba05972-f6a8-11cf-a442-00a0c90a8f39"
WMI_LOGIN = "8bc3f05e-d86b-11d0-a075-00c04fb68820"

THIS = struct.pack("<HHII16sI", 5, 7, 1, 0, b"sharetap's cause", 0)  # ORPCTHIS, [MS-DCOM] 2.2.13.3
METHOD, PROPERTY_GET = 1, 2
STRING = 8  # CIM-TYPE-STRING, and VT_BSTR


def guid(name):
    return uuid.UUID(name).bytes_le


def custom(interface, unmarshaler, data):
    """OBJREF_CUSTOM, [MS-DCOM] 2.2.18.6."""
    return b"MEOW" + struct.pack("<I", 4) + guid(interface) + guid(unmarshaler) + struct.pack("<II", 0, len(data)) + data


def interface_pointer(ndr, reference):
    return ndr.pointer().size(len(reference)).u32(len(reference)).raw(reference).align(4)


def bstr(ndr, text):
    return ndr.pointer().size(len(text)).u32(2 * len(text)).u32(len(text)).raw(smb2.utf16(text)).align(4)


def serialized(body):
    """With the headers of a type of its own, [MS-RPCE] 2.2.6."""
    body += bytes(-len(body) % 8)
    return bytes.fromhex("01100800cccccccc") + struct.pack("<I4s", len(body), b"\xcc" * 4) + body


def activation_properties(class_id, clsids=("000001ab", "000001a5", "000001a4", "000001aa")):
    """ActivationPropertiesBlob, [MS-DCOM] 2.2.22: what to instantiate, in which context, at which place, by whom."""
    instantiation = guid(class_id) + struct.pack("<IIIIII", 0x14, 0, 0, 1, 0, 0x20000)
    instantiation += struct.pack("<IHHI", 0, 5, 7, 1) + guid("00020400-0000-0000-c000-000000000046")
    parts = [serialized(instantiation), serialized(bytes(24)), serialized(bytes(16)), serialized(bytes(24))]
    ids = b"".join(guid(f"{first}-0000-0000-c000-000000000046") for first in clsids)
    sizes = struct.pack(f"<{len(parts)}I", *map(len, parts))
    pointers = struct.pack("<III", 0x20000, 0x20004, 0)
    deferred = struct.pack("<I", len(parts)) + ids + struct.pack("<I", len(parts)) + sizes
    length = 16 + 20 + 16 + len(pointers) + len(deferred)
    length += -length % 8
    total = length + sum(map(len, parts))
    header = serialized(struct.pack("<IIIII", total, length, 0, 2, len(parts)) + bytes(16) + pointers + deferred)
    return struct.pack("<II", total, 0) + header + b"".join(parts)


def encoded(text, wide=False):
    """Encoded-String, [MS-WMIO] 2.2.78."""
    return b"\1" + smb2.utf16(text + "\0") if wide else b"\0" + text.encode("latin-1") + b"\0"


def heap(data):
    return struct.pack("<I", len(data) | 0x80000000) + data


def wmi_instance(class_name, properties, wide=False):
    """EncodingUnit with an instance whose properties are texts, or None: [MS-WMIO] 2.2.1."""
    names, class_heap = {}, encoded(class_name)
    for order, (name, _) in enumerate(properties):
        names[name] = len(class_heap)
        class_heap += encoded(name)
        class_heap += struct.pack("<IHII", STRING, order, 4 * order, 0) + struct.pack("<I", 4)
    lookup = struct.pack("<I", len(properties))
    for name in sorted(names):
        lookup += struct.pack("<II", names[name], names[name] + len(encoded(name)))
    bits = bytes((len(properties) * 2 + 7) // 8)
    tables = bits + bytes(4 * len(properties))
    rest = struct.pack("<II", 4, 4) + lookup + tables + heap(class_heap)  # no superclass, no qualifiers
    class_part = struct.pack("<IBII", 13 + len(rest), 0, 0, len(tables)) + rest
    null, values, instance_heap = 0, b"", encoded(class_name)
    for order, (_, text) in enumerate(properties):
        null |= (1 if text is None else 0) << 2 * order
        values += struct.pack("<I", 0 if text is None else len(instance_heap))
        instance_heap += b"" if text is None else encoded(text, wide)
    body = b"\0" + struct.pack("<I", 0) + null.to_bytes(len(bits), "little") + values
    body += struct.pack("<IB", 4, 1) + heap(instance_heap)
    block = b"\2" + class_part + struct.pack("<I", 4 + len(body)) + body
    unit = struct.pack("<II", 0x12345678, len(block)) + block
    return custom("dc12a681-737f-11cf-884d-00aa004b2e24", "4590f812-1d3a-11d0-891f-00aa004b2e24", unit)


class Activator(Interface):
    """IRemoteSCMActivator::RemoteCreateInstance, [MS-DCOM] 3.1.2.5.2.3.3."""

    INTERFACE = "000001a0-0000-0000-c000-000000000046", 0

    def __init__(self, case, **how):
        super().__init__(Tcp(case, 135), "activator", self.INTERFACE, **how)

    def create(self, class_id, port, blob=None):
        """The answer has the bindings alone of what such an answer has."""
        blob = blob or custom(
            "000001a2-0000-0000-c000-000000000046",
            "00000338-0000-0000-c000-000000000046",
            activation_properties(class_id),
        )
        asked = interface_pointer(self.ndr().raw(THIS).pointer(False), blob)
        binding = struct.pack("<H", 7) + smb2.utf16(f"10.20.1.11[{port}]\0\0")
        told = self.ndr().u32(0).pointer(False)
        interface_pointer(told, b"MEOW" + struct.pack("<I", 4) + bytes(40) + binding)
        self.call(4, asked, told.u32(0))


class Wmi(Interface):
    """IWbemServices, [MS-WMI] 3.1.4.3."""

    INTERFACE = "9556dc99-828c-11cf-a37e-00aa003240c7", 0

    def __init__(self, case, port, **how):
        super().__init__(Tcp(case, port), "wmi", self.INTERFACE, **how)

    def execute(self, path, method, properties, wide=False):
        asked = bstr(bstr(self.ndr().raw(THIS), path), method)
        interface_pointer(asked.u32(0).pointer(False), wmi_instance("__PARAMETERS", properties, wide))
        asked.pointer(False).pointer(False)
        self.call(24, asked, self.ndr().u32(0).pointer(False).pointer(False).pointer(False).u32(0))

    def create_process(self, command, wide=False):
        parameters = ("CommandLine", command), ("CurrentDirectory", "C:\\"), ("ProcessStartupInformation", None)
        self.execute("Win32_Process", "Create", parameters, wide)

    def put(self, class_name, properties):
        asked = interface_pointer(self.ndr().raw(THIS), wmi_instance(class_name, properties))
        asked.u32(0).pointer(False).pointer(False)
        self.call(14, asked, self.ndr().u32(0).pointer(False).pointer(False).u32(0))


class Dispatch(Interface):
    """IDispatch, [MS-OAUT] 3.1.4; objects are told apart by a number."""

    INTERFACE = "00020400-0000-0000-c000-000000000046", 0

    def __init__(self, case, port, **how):
        super().__init__(Tcp(case, port), "dispatch", self.INTERFACE, **how)
        self.on(1)

    def on(self, number):
        self.object = struct.pack("<I12s", number, b"an object of")
        return self

    def names(self, name, number):
        """GetIDsOfNames."""
        asked = self.ndr().raw(THIS).raw(bytes(16)).size(1).pointer().text(name).u32(1).u32(0x409)
        self.call(5, asked, self.ndr().u32(0).pointer(False).size(1).u32(number).u32(0))

    def invoke(self, number, *arguments, flags=METHOD):
        """A text or a number each, in the order in which they are written."""
        asked = self.ndr().raw(THIS).u32(number).raw(bytes(16)).u32(0x409).u32(flags)
        asked.pointer(bool(arguments)).pointer(False).u32(len(arguments)).u32(0)
        if arguments:
            asked.size(len(arguments))
            for _ in arguments:
                asked.pointer()
        for argument in reversed(arguments):
            kind = STRING if isinstance(argument, str) else 3
            asked.align(8).u32(5).u32(0).u16(kind).u16(0).u16(0).u16(0).u32(kind)
            if kind == STRING:
                bstr(asked, argument)
            else:
                asked.u32(argument)
        asked.u32(0).size(0).size(0)
        told = self.ndr().u32(0).pointer(False).pointer(False).raw(bytes(64)).u32(0)
        self.call(6, asked, told)
