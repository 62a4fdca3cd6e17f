"""NTLMSSP tokens in SPNEGO, [MS-NLMP] 2.2.1 and RFC 4178: enough for a logon that shows who asks."""

import struct

MECHANISM = bytes.fromhex("060a2b06010401823702020a")  # OID 1.3.6.1.4.1.311.2.2.10
SPNEGO = bytes.fromhex("06062b0601050502")  # OID 1.3.6.1.5.5.2
FLAGS = 0xE2898215
VERSION = struct.pack("<BBH3xB", 10, 0, 20348, 15)


def der(tag, content):
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    packed = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(packed)]) + packed + content


def server_hint():
    """NegTokenInit of a NEGOTIATE response: the mechanisms alone."""
    return der(0x60, SPNEGO + der(0xA0, der(0x30, der(0xA0, der(0x30, MECHANISM)))))


def negotiate():
    token = struct.pack("<8sIIHHIHHI", b"NTLMSSP\0", 1, FLAGS, 0, 0, 40, 0, 0, 40) + VERSION
    inner = der(0xA0, der(0x30, MECHANISM)) + der(0xA2, der(0x04, token))
    return der(0x60, SPNEGO + der(0xA0, der(0x30, inner)))


def challenge(domain, server):
    name = domain.encode("utf-16-le")
    info = pair(2, domain) + pair(1, server) + pair(4, domain.lower() + ".example") + struct.pack("<HH", 0, 0)
    at = 56
    token = (
        struct.pack(
            "<8sIHHII8s8sHHI",
            b"NTLMSSP\0",
            2,
            len(name),
            len(name),
            at,
            FLAGS,
            b"sharetap",
            bytes(8),
            len(info),
            len(info),
            at + len(name),
        )
        + VERSION
        + name
        + info
    )
    inner = der(0xA0, der(0x0A, b"\1")) + der(0xA1, MECHANISM) + der(0xA2, der(0x04, token))
    return der(0xA1, der(0x30, inner))


def pair(identity, text):
    """AV_PAIR, 2.2.2.1."""
    return struct.pack("<HH", identity, len(text) * 2) + text.encode("utf-16-le")


def authenticate(domain, user, workstation):
    texts = [text.encode("utf-16-le") for text in (domain, user, workstation)]
    answers = [bytes(24), b"\x11" * 24, b"\x22" * 16]  # LM, NT, session key: no real ones
    at = 88
    fields, payload = [], b""
    for blob in texts + answers:
        fields.append(struct.pack("<HHI", len(blob), len(blob), at + len(payload)))
        payload += blob
    domain_at, user_at, workstation_at, lm_at, nt_at, key_at = fields
    token = struct.pack("<8sI", b"NTLMSSP\0", 3) + lm_at + nt_at + domain_at + user_at + workstation_at + key_at
    token += struct.pack("<I", FLAGS) + VERSION + bytes(16) + payload
    return der(0xA1, der(0x30, der(0xA2, der(0x04, token))))


def accepted():
    return der(0xA1, der(0x30, der(0xA0, der(0x0A, b"\0"))))
