"""Writes a file to a share over encrypted SMB (dialect 3.1.1) in ways that no usual client has.

    encrypted_writes.py CIPHER USER PASSWORD SERVER SHARE FILE NAME WAY

WAY: `parts`: CREATE, WRITE and CLOSE are one compound in one message, each encrypted for itself; `mixed`: the WRITE
alone is encrypted, between two parts in the clear; `channel=ADDRESS,SERVER`: the second half goes over a second
connection of the session, from this address to this address of the server; `clear=ADDRESS,SERVER`: likewise, and
nothing is encrypted. An empty password: both logons are by Kerberos, of the ticket in $KRB5CCNAME for the service
cifs@fs01.corp.example (python3-gssapi). Exit 1 where the server refuses anything.
"""

import os
import pathlib
import socket
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from maker import ntlm, seal, smb2  # noqa: E402  (the path above must be set first)

DIALECT = "3.1.1"
DOMAIN = "CORP"
FROM_BEFORE = (smb2.ALL_ONES, smb2.ALL_ONES)
SIGNED = 0x8


class Connection:
    def __init__(self, server, cipher, source=None):
        self.socket = socket.create_connection((server, 445), source_address=(source, 0) if source else None)
        self.next_message, self.hashed = 0, bytes(64)
        asked = smb2.chained([self.pdu(smb2.NEGOTIATE, smb2.negotiate_request(smb2.DIALECTS, seal.CIPHERS[cipher]))])
        for message in (asked, self.answer_to(asked)):
            self.hashed = seal.after(self.hashed, message)

    def pdu(self, command, body, session=0, tree=0, flags=0):
        pdu = smb2.Pdu(command, body, self.next_message, session, tree, flags)
        pdu.credits = 16
        self.next_message += 1
        return pdu

    def answer_to(self, message):
        self.socket.sendall(smb2.netbios(message))
        return self.answer()

    def answer(self):
        return self.received(int.from_bytes(self.received(4)[1:], "big"))

    def received(self, count):
        data = b""
        while len(data) < count:
            more = self.socket.recv(count - len(data))
            if not more:
                raise SystemExit("the server closed the connection")
            data += more
        return data


class Ntlm:
    def __init__(self, user, password):
        self.user, self.password, self.own = user, password, os.urandom(16)

    def first(self):
        return ntlm.negotiate()

    def next(self, answer):
        challenge = answer[answer.index(b"NTLMSSP\0\2") :]
        length, _, at = struct.unpack_from("<HHI", challenge, 40)
        info = challenge[at : at + length]
        answers = ntlm.answers(DOMAIN, self.user, self.password, info, self.own, challenge[24:32])
        return ntlm.authenticate(DOMAIN, self.user, "WS66", answers)

    def key(self, answer):
        return self.own


class Kerberos:
    SPNEGO, SESSION_KEY = "1.3.6.1.5.5.2", "1.2.840.113554.1.2.2.5.5"

    def __init__(self):
        import gssapi  # the other ways need no more than Python has

        self.gssapi = gssapi
        service = gssapi.Name("cifs@fs01.corp.example", gssapi.NameType.hostbased_service)
        spnego = gssapi.OID.from_int_seq(self.SPNEGO)
        self.context = gssapi.SecurityContext(name=service, mech=spnego, usage="initiate")

    def first(self):
        return self.context.step()

    def next(self, answer):
        at, length = struct.unpack_from("<HH", answer, 64 + 4)
        return self.context.step(answer[at : at + length])

    def key(self, answer):
        if not self.context.complete:
            self.next(answer)
        wanted = self.gssapi.OID.from_int_seq(self.SESSION_KEY)
        return self.gssapi.raw.inquire_sec_context_by_oid(self.context, wanted)[0][:16]


class Session:
    def __init__(self, connection, cipher, user, password):
        self.user, self.password, self.id, self.signing_key, self.encrypts = user, password, 0, None, True
        key, hashed = self.logon(connection)
        self.sealing = seal.Sealing(self.id, DIALECT, cipher, key, hashed)
        self.signing_key = connection.signing_key

    def logon(self, connection):
        """What binds another channel to the session is signed by the session's key."""
        binding, hashed = self.signing_key is not None, connection.hashed
        proving = Ntlm(self.user, self.password) if self.password else Kerberos()
        token = proving.first()
        while token:
            request = smb2.session_setup_request(token, binding=binding)
            pdu = connection.pdu(smb2.SESSION_SETUP, request, self.id, 0, SIGNED if binding else 0)
            asked = smb2.chained([pdu])
            if binding:
                asked = signed(asked, self.signing_key)
            answer = connection.answer_to(asked)
            self.id = struct.unpack_from("<Q", answer, 40)[0]
            hashed = seal.after(hashed, asked)
            token = None
            if status_of(answer) == smb2.MORE_PROCESSING_REQUIRED:
                hashed = seal.after(hashed, answer)
                token = proving.next(answer)
        expect(answer)
        key = proving.key(answer)
        connection.signing_key = seal.derived(key, b"SMBSigningKey\0", hashed, 16)
        return key, hashed

    def ask(self, connection, *pdus):
        if self.encrypts:
            return self.answer_to(connection, self.sealing(smb2.chained(pdus), True))
        for pdu in pdus:
            pdu.flags |= SIGNED
        return self.answer_to(connection, signed(smb2.chained(pdus), connection.signing_key))

    def answer_to(self, connection, message):
        answer = self.opened(connection.answer_to(message))
        while status_of(answer) == smb2.PENDING:
            answer = self.opened(connection.answer())
        return answer

    def opened(self, answer):
        return self.sealing.opened(answer, False) if answer[0] == 0xFD else answer


def signed(message, key):
    return message[:48] + seal.cmac(seal.Aes(key), message) + message[64:]


def status_of(answer):
    return struct.unpack_from("<I", answer, 8)[0]


def expect(answer, count=1):
    """Every unit of an answer grants what was asked."""
    for number in range(count):
        following = struct.unpack_from("<I", answer, 20)[0]
        if status_of(answer) or not following and number + 1 < count:
            raise SystemExit(f"unit {number}: status {status_of(answer):#x}, next {following}")
        answer = answer[following:]


def in_one_message(session, connection, tree, name, content, mixed):
    pdus = [
        connection.pdu(smb2.CREATE, smb2.create_request(name), session.id, tree),
        connection.pdu(smb2.WRITE, smb2.write_request(FROM_BEFORE, 0, content), session.id, tree, smb2.RELATED),
        connection.pdu(smb2.CLOSE, smb2.close_request(FROM_BEFORE), session.id, tree, smb2.RELATED),
    ]
    pdus[0].leads_on = mixed
    parts = [smb2.chained([pdu]) for pdu in pdus]
    sealed = [part if mixed and number != 1 else session.sealing(part, True) for number, part in enumerate(parts)]
    expect(session.answer_to(connection, b"".join(sealed)), len(pdus))


def over_two_channels(session, first, second, tree, name, content):
    opened = session.ask(first, first.pdu(smb2.CREATE, smb2.create_request(name), session.id, tree))
    expect(opened)
    file_id = struct.unpack_from("<QQ", opened, 64 + 64)
    half = len(content) // 2
    for connection, offset, data in ((first, 0, content[:half]), (second, half, content[half:])):
        write = smb2.write_request(file_id, offset, data)
        expect(session.ask(connection, connection.pdu(smb2.WRITE, write, session.id, tree)))
    expect(session.ask(first, first.pdu(smb2.CLOSE, smb2.close_request(file_id), session.id, tree)))


def main(cipher, user, password, server, share, source, name, way):
    connection = Connection(server, cipher)
    session = Session(connection, cipher, user, password)
    kind, _, addresses = way.partition("=")
    session.encrypts = kind != "clear"
    path = smb2.tree_connect_request(f"\\\\{server}\\{share}")
    answer = session.ask(connection, connection.pdu(smb2.TREE_CONNECT, path, session.id))
    expect(answer)
    tree = struct.unpack_from("<I", answer, 36)[0]
    content = pathlib.Path(source).read_bytes()
    if addresses:
        own, other = addresses.split(",")
        second = Connection(other, cipher, own)
        session.logon(second)
        over_two_channels(session, connection, second, tree, name, content)
    else:
        in_one_message(session, connection, tree, name, content, kind == "mixed")


main(*sys.argv[1:])
