"""NTLMSSP tokens in SPNEGO, [MS-NLMP] 2.2.1 and RFC 4178: enough for a logon that shows who asks, or proves it."""

import hashlib
import hmac
import struct

MECHANISM = bytes.fromhex("060a2b06010401823702020a")  # OID 1.3.6.1.4.1.311.2.2.10
SPNEGO = bytes.fromhex("06062b0601050502")  # OID 1.3.6.1.5.5.2
FLAGS = 0xE2898215
CHALLENGE = b"sharetap"
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
    info = target_info(domain, server)
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
            CHALLENGE,
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


def target_info(domain, server):
    return pair(2, domain) + pair(1, server) + pair(4, domain.lower() + ".example") + struct.pack("<HH", 0, 0)


def pair(identity, text):
    """AV_PAIR, 2.2.2.1."""
    return struct.pack("<HH", identity, len(text) * 2) + text.encode("utf-16-le")


def authenticate(domain, user, workstation, answers=(bytes(24), b"\x11" * 24, b"\x22" * 16)):
    """answers: LM's, NT's and the session key as it is sent; without them, no real ones."""
    texts = [text.encode("utf-16-le") for text in (domain, user, workstation)]
    at = 88
    fields, payload = [], b""
    for blob in (*texts, *answers):
        fields.append(struct.pack("<HHI", len(blob), len(blob), at + len(payload)))
        payload += blob
    domain_at, user_at, workstation_at, lm_at, nt_at, key_at = fields
    token = struct.pack("<8sI", b"NTLMSSP\0", 3) + lm_at + nt_at + domain_at + user_at + workstation_at + key_at
    token += struct.pack("<I", FLAGS) + VERSION + bytes(16) + payload
    return der(0xA1, der(0x30, der(0xA2, der(0x04, token))))


def accepted():
    return der(0xA1, der(0x30, der(0xA0, der(0x0A, b"\0"))))


def answers(domain, user, password, info, session_key, challenge=CHALLENGE):
    """What proves the password by NTLMv2 and carries this key, 3.3.2 and 3.4.5; info: the server's, of its challenge."""
    key = md5(md4(password.encode("utf-16-le")), (user.upper() + domain).encode("utf-16-le"))
    rest = struct.pack("<BB6xQ8s4x", 1, 1, 133_594_632_000_000_000, b"client!!") + info + bytes(4)
    proof = md5(key, challenge + rest)
    return bytes(24), proof + rest, rc4(md5(key, proof), session_key)


def md5(key, data):
    return hmac.new(key, data, hashlib.md5).digest()


def md4(data):
    """RFC 1320, which OpenSSL 3 no longer gives."""
    state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476]
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + struct.pack("<Q", 8 * len(data))
    rounds = (
        (lambda x, y, z: x & y | ~x & z, 0, range(16), (3, 7, 11, 19)),
        (lambda x, y, z: x & y | x & z | y & z, 0x5A827999, (n % 4 * 4 + n // 4 for n in range(16)), (3, 5, 9, 13)),
        (lambda x, y, z: x ^ y ^ z, 0x6ED9EBA1, (int(f"{n:04b}"[::-1], 2) for n in range(16)), (3, 9, 11, 15)),
    )
    rounds = [(function, constant, list(order), shifts) for function, constant, order, shifts in rounds]
    for at in range(0, len(padded), 64):
        words, (a, b, c, d) = struct.unpack_from("<16I", padded, at), state
        for function, constant, order, shifts in rounds:
            for number, word in enumerate(order):
                total = a + function(b, c, d) + words[word] + constant & 0xFFFFFFFF
                bits = shifts[number % 4]
                a, b, c, d = d, (total << bits | total >> 32 - bits) & 0xFFFFFFFF, b, c
        state = [old + new & 0xFFFFFFFF for old, new in zip(state, (a, b, c, d))]
    return struct.pack("<4I", *state)


def rc4(key, data):
    box, j = list(range(256)), 0
    for i in range(256):
        j = j + box[i] + key[i % len(key)] & 255
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = i + 1 & 255
        j = j + box[i] & 255
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[box[i] + box[j] & 255])
    return bytes(out)
