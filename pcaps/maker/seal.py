"""The encryption of SMB 3, written forwards by the standard library alone.

AES is FIPS 197, GCM SP800-38D, CCM RFC 3610; the keys are those of [MS-SMB2] 3.1.4.2, the transform is 2.2.41.
"""

import hashlib
import hmac
import struct

CIPHERS = {"AES-128-CCM": 1, "AES-128-GCM": 2, "AES-256-CCM": 3, "AES-256-GCM": 4}  # 2.2.3.1.2
GCM_POLYNOMIAL = 0xE1 << 120


def after(preauthentication, message):
    """The pre-authentication integrity hash with one message more, 3.1.4.1."""
    return hashlib.sha512(preauthentication + message).digest()


def derived(key, label, context, length):
    """SP800-108 in counter mode, one round."""
    packed = struct.pack(">I", 1) + label + b"\0" + context + struct.pack(">I", 8 * length)
    return hmac.new(key, packed, hashlib.sha256).digest()[:length]


class Sealing:
    """What encrypts the messages of one session: called with a message, and whether the client sends it."""

    def __init__(self, session, dialect, cipher, session_key, preauthentication):
        self.session, self.gcm, self.nonces = session, cipher.endswith("GCM"), 0
        length = 32 if "256" in cipher else 16
        if dialect == "3.1.1":
            labels = {True: b"SMBC2SCipherKey\0", False: b"SMBS2CCipherKey\0"}
            contexts = {client: (label, preauthentication) for client, label in labels.items()}
        else:
            contexts = {True: (b"SMB2AESCCM\0", b"ServerIn \0"), False: (b"SMB2AESCCM\0", b"ServerOut\0")}
        self.keys = {
            client: Aes(derived(session_key, label, context, length)) for client, (label, context) in contexts.items()
        }

    def opened(self, message, from_client):
        """What is in an encrypted message, whatever its tag."""
        nonce, sealed = message[20 : 20 + (12 if self.gcm else 11)], message[52:]
        first = int.from_bytes(nonce + struct.pack(">I", 2) if self.gcm else b"\x03" + nonce + struct.pack(">I", 1), "big")
        return in_counter_mode(self.keys[from_client], first, sealed)

    def __call__(self, message, from_client):
        self.nonces += 1
        nonce = struct.pack("<Q", self.nonces).ljust(12 if self.gcm else 11, b"\0")
        header = nonce.ljust(16, b"\0") + struct.pack("<IHHQ", len(message), 0, 1, self.session)
        seal = gcm if self.gcm else ccm
        sealed, tag = seal(self.keys[from_client], nonce, header, message)
        return b"\xfdSMB" + tag + header + sealed


def gcm(aes, nonce, authenticated, plain):
    first = int.from_bytes(nonce + struct.pack(">I", 1), "big")
    sealed = in_counter_mode(aes, first + 1, plain)
    table, shifted = products(int.from_bytes(aes.encrypt(bytes(16)), "big"))
    lengths = struct.pack(">QQ", 8 * len(authenticated), 8 * len(sealed))
    total = 0
    for data in (authenticated, sealed, lengths):
        for at in range(0, len(data), 16):
            total ^= int.from_bytes(data[at : at + 16].ljust(16, b"\0"), "big")
            product = 0
            for byte in reversed(total.to_bytes(16, "big")):
                product = product >> 8 ^ shifted[product & 0xFF] ^ table[byte]
            total = product
    mask = int.from_bytes(aes.encrypt(first.to_bytes(16, "big")), "big")
    return sealed, (total ^ mask).to_bytes(16, "big")


def products(factor):
    """Of GCM's field: each byte as the lowest coefficients, times a factor; and what a shift by eight brings back in."""
    table, shifted = [0] * 256, [0] * 256
    for bit in range(8):
        for byte in range(256):
            if byte & 0x80 >> bit:
                table[byte] ^= factor
        factor = halved(factor)
    for byte in range(256):
        shifted[byte] = byte
        for _ in range(8):
            shifted[byte] = halved(shifted[byte])
    return table, shifted


def halved(value):
    return value >> 1 ^ (GCM_POLYNOMIAL if value & 1 else 0)


def ccm(aes, nonce, authenticated, plain):
    counter = int.from_bytes(b"\x03" + nonce + bytes(4), "big")
    sealed = in_counter_mode(aes, counter + 1, plain)
    total = 0
    packed = struct.pack(">H", len(authenticated)) + authenticated
    for data in (b"\x7b" + nonce + struct.pack(">I", len(plain)), packed, plain):
        for at in range(0, len(data), 16):
            block = int.from_bytes(data[at : at + 16].ljust(16, b"\0"), "big")
            total = int.from_bytes(aes.encrypt((total ^ block).to_bytes(16, "big")), "big")
    mask = int.from_bytes(aes.encrypt(counter.to_bytes(16, "big")), "big")
    return sealed, (total ^ mask).to_bytes(16, "big")


def cmac(aes, message):
    """RFC 4493: the signature of dialect 3.1.1, of a message whose field for it is zeros."""
    factor = int.from_bytes(aes.encrypt(bytes(16)), "big")
    last = message[(len(message) - 1) // 16 * 16 :]
    for _ in range(1 if len(last) == 16 else 2):
        factor = (factor << 1 ^ (0x87 if factor >> 127 else 0)) & (1 << 128) - 1
    if len(last) < 16:
        last = (last + b"\x80").ljust(16, b"\0")
    total = 0
    for at in range(0, (len(message) - 1) // 16 * 16, 16):
        block = total ^ int.from_bytes(message[at : at + 16], "big")
        total = int.from_bytes(aes.encrypt(block.to_bytes(16, "big")), "big")
    return aes.encrypt((total ^ int.from_bytes(last, "big") ^ factor).to_bytes(16, "big"))


def in_counter_mode(aes, first, plain):
    blocks = -(-len(plain) // 16)
    stream = b"".join(aes.encrypt((first + number).to_bytes(16, "big")) for number in range(blocks))
    mixed = int.from_bytes(plain, "big") ^ int.from_bytes(stream[: len(plain)], "big")
    return mixed.to_bytes(len(plain), "big")


def times(value, factor):
    """Of AES' field."""
    product = 0
    while factor:
        product ^= value if factor & 1 else 0
        value = value << 1 ^ (0x11B if value & 0x80 else 0)
        factor >>= 1
    return product


def substitutions():
    inverses = [0] + [next(b for b in range(1, 256) if times(a, b) == 1) for a in range(1, 256)]
    return [b ^ rotated(b, 1) ^ rotated(b, 2) ^ rotated(b, 3) ^ rotated(b, 4) ^ 0x63 for b in inverses]


def rotated(byte, bits):
    return (byte << bits | byte >> 8 - bits) & 0xFF


BOX = substitutions()
MIXED = [[0] * 256 for _ in range(4)]  # a byte of a column, substituted and mixed, by its place
for _byte in range(256):
    _column = times(BOX[_byte], 2) << 24 | BOX[_byte] << 16 | BOX[_byte] << 8 | times(BOX[_byte], 3)
    for _place in range(4):
        MIXED[_place][_byte] = (_column >> 8 * _place | _column << 32 - 8 * _place) & 0xFFFFFFFF


class Aes:
    """The block cipher, forwards."""

    def __init__(self, key):
        count = len(key) // 4
        words, constant = list(struct.unpack(f">{count}I", key)), 1
        self.rounds = count + 6
        for number in range(count, 4 * (self.rounds + 1)):
            word = words[-1]
            if number % count == 0:
                word = substituted((word << 8 | word >> 24) & 0xFFFFFFFF) ^ constant << 24
                constant = times(constant, 2)
            elif count > 6 and number % count == 4:
                word = substituted(word)
            words.append(words[number - count] ^ word)
        self.words = words

    def encrypt(self, block):
        words, (m0, m1, m2, m3) = self.words, MIXED
        a, b, c, d = (word ^ words[i] for i, word in enumerate(struct.unpack(">4I", block)))
        for at in range(4, 4 * self.rounds, 4):
            a, b, c, d = (
                m0[a >> 24] ^ m1[b >> 16 & 255] ^ m2[c >> 8 & 255] ^ m3[d & 255] ^ words[at],
                m0[b >> 24] ^ m1[c >> 16 & 255] ^ m2[d >> 8 & 255] ^ m3[a & 255] ^ words[at + 1],
                m0[c >> 24] ^ m1[d >> 16 & 255] ^ m2[a >> 8 & 255] ^ m3[b & 255] ^ words[at + 2],
                m0[d >> 24] ^ m1[a >> 16 & 255] ^ m2[b >> 8 & 255] ^ m3[c & 255] ^ words[at + 3],
            )
        columns = (a, b, c, d)
        last = words[4 * self.rounds :]
        return struct.pack(
            ">4I",
            *(
                substituted(
                    columns[i] & 0xFF000000
                    | columns[(i + 1) % 4] & 0xFF0000
                    | columns[(i + 2) % 4] & 0xFF00
                    | columns[(i + 3) % 4] & 0xFF
                )
                ^ last[i]
                for i in range(4)
            ),
        )


def substituted(word):
    return BOX[word >> 24] << 24 | BOX[word >> 16 & 255] << 16 | BOX[word >> 8 & 255] << 8 | BOX[word & 255]
