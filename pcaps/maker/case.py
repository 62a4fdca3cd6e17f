"""Hosts, sessions and opens for the makers of cases: each call puts the messages of both sides into the capture.

What a server's disk would hold is kept beside it, and `Case.expect_*` writes the records that follow from that.
"""

import hashlib
import json
import struct

from maker import ntlm, seal, smb2, wire

CLIENT, SERVER = "10.20.1.66", "10.20.1.11"
PASSWORD = "Lab-Passw0rd"


class Case:
    def __init__(self):
        self.capture = wire.Capture()
        self.client, self.server = wire.Host(CLIENT), wire.Host(SERVER)
        self.disk = {}  # (share, path in lower case) to bytearray
        self.next_port = 49_700
        self.next_session = 0x0000_4400_0000_0011
        self.next_file = 0x21
        self.segment_size = wire.MSS
        self.first_sequence = None  # of the client; None: some number
        self.lines = []
        self.alerted = False
        self.folded = []
        self.settings = {}  # what this case is replayed with
        self.anomalies = {}  # what is counted then; not looked at where there are no settings
        self.keys = ""  # the file of keys that it is replayed with; empty: without

    def wait(self, seconds):
        self.capture.wait(seconds)

    def connect(self, port=445, handshake=True, between=None):
        """A connection of the two hosts; between: other addresses of theirs."""
        client, server = [wire.Host(address) for address in between] if between else (self.client, self.server)
        connection = wire.TcpConnection(self.capture, client, server, self.next_port, port)
        connection.segment_size = self.segment_size
        if self.first_sequence is not None:
            connection.next[client] = self.first_sequence
        self.next_port += 1
        return connection.open() if handshake else connection

    def session(self, dialect="2.1", port=445, user="j.miller", cipher=None, channel=None, password=PASSWORD):
        """A logon on a connection of its own, or on this one; cipher: by which all that follows is encrypted."""
        if channel is None:
            channel = Channel(self, self.connect(port))
            channel.negotiate(dialect, cipher)
        session = Session(self, dialect, user, cipher, password)
        session.set_up(channel)
        return session

    def share(self, name="Public", **session):
        """A logon and a tree."""
        return self.session(**session).tree(name)

    def only(self, host):
        """From now on the capture sees nothing but what this host sends."""
        self.capture.sees = lambda sender, receiver: sender is host

    def unseen(self):
        """From now on the capture sees nothing."""
        self.capture.sees = lambda sender, receiver: False

    def seen(self):
        self.capture.sees = lambda sender, receiver: True

    def address(self, client, server):
        """Gives the two hosts other addresses; before anything else."""
        self.client, self.server = wire.Host(client), wire.Host(server)

    def put(self, share, path, content):
        """A file that lies on the server before the capture begins."""
        self.disk[share, path.lower()] = bytearray(content)

    def accounts(self, user="j.miller"):
        """The case is replayed with the password of this account."""
        self.keys = f"# The account that logs on.\npassword CORP\\{user} {PASSWORD}\n"

    def limit(self, name, value):
        """The case is replayed with this limit."""
        self.settings["limits." + name] = value

    # ---- what is expected --------------------------------------------------------------------------------------------

    def expect(self, **fields):
        """A record by fields; two underscores for a dot, a final one is dropped: event__kind="event"."""
        line = {}
        for name, value in fields.items():
            *above, last = name.rstrip("_").split("__")
            place = line
            for part in above:
                place = place.setdefault(part, {})
            place[last] = value
        self.lines.append(line)
        return line

    def expect_write(
        self,
        file,
        content=None,
        missing=None,
        outcome="success",
        closed=True,
        alert=("uncommon_executable", 21),
        action="smb-file-write",
        head_seen=None,
        **more,
    ):
        """The record of a file as the disk holds it now, and the alert or the folding that follows.

        missing: ranges that the capture lacks, None: it lacks nothing; closed: None where it does not matter;
        head_seen: though it is not certain, as nobody confirmed it."""
        content = bytes(file.content) if content is None else content
        known = not (missing and missing[0][0] < 0x150) if head_seen is None else head_seen
        pe = is_program(content) and known
        fields = {
            "event__kind": "event",
            "event__action": action,
            "event__outcome": outcome,
            "source__ip": self.client.address,
            "destination__ip": self.server.address,
            "file__path": shown(file.path),
            "file__size": len(content),
            "file__pe": {} if pe else None,
            "smb__complete": not missing,
            "smb__share": file.tree.share,
            "smb__dialect": file.tree.session.dialect,
        }
        if pe or missing:  # only programs are hashed
            fields["file__hash"] = None if missing else {"sha256": hashlib.sha256(content).hexdigest()}
        if missing:
            fields["smb__missing"] = missing
        if closed is not None:
            fields["smb__closed"] = closed
        fields.update(more)
        self.expect(**fields)
        if not pe or alert is None:
            return
        if self.alerted:
            self.folded.append({"source": {"ip": self.client.address}, "file": {"path": fields["file__path"]}})
            return
        self.alerted = True
        self.expect(
            event__kind="alert",
            event__severity=alert[1],
            rule__id=alert[0],
            source__ip=self.client.address,
            destination__ip=fields["destination__ip"],
            file__path=fields["file__path"],
        )

    def expect_refused(self, file):
        """A write that the server refused: nothing of it is on the disk."""
        self.expect(
            event__kind="event",
            event__action="smb-file-write",
            event__outcome="failure",
            source__ip=self.client.address,
            destination__ip=self.server.address,
            file__path=shown(file.path),
            file__hash=None,
            file__pe=None,
        )

    def expect_blind(self, reason):
        self.expect(
            event__kind="event",
            event__action="smb-blind",
            smb__blind__reason=reason,
            source__ip=self.client.address,
            destination__ip=self.server.address,
        )

    def expect_anomaly(self, name, times=1):
        self.anomalies[name] = times

    def expected(self):
        lines = list(self.lines)
        if self.folded:
            update = {"kind": "event", "action": "alert-update"}
            lines.append({"event": update, "sharetap": {"folded_writes": self.folded}})
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


    def settings_file(self):
        return "".join(f"{name}: {value}\n" for name, value in sorted(self.settings.items()))

    def anomalies_file(self):
        return "".join(f"{name} {times}\n" for name, times in sorted(self.anomalies.items()))


class Channel:
    """One TCP connection that carries SMB, with its message numbers."""

    def __init__(self, case, connection):
        self.case, self.connection = case, connection
        self.next_message = 0
        self.preauthentication = bytes(64)  # over the NEGOTIATEs
        self.wrap = bytes  # what is done to each message before it is sent
        self.seal = None  # encrypts it then, as seal.Sealing does

    def number(self, charge=1):
        taken = self.next_message
        self.next_message += charge
        return taken

    def request(self, *pdus, **sending):
        return self.put(self.connection.client, (self.seal, pdus), **sending)

    def answer(self, *pdus):
        return self.put(self.connection.server, (self.seal, pdus))

    def put(self, sender, *parts, **sending):
        """One message of several parts, each of what encrypts it (None: nothing) and a compound; gives it in the clear."""
        plain = [smb2.chained(pdus) for _, pdus in parts]
        packed = b""
        for (sealing, _), message in zip(parts, plain):
            message = self.wrap(message)
            packed += sealing(message, sender is self.connection.client) if sealing else message
        self.connection.send(sender, smb2.netbios(packed), **sending)
        return b"".join(plain)

    def negotiate(self, dialect, cipher=None):
        offered = [name for name in smb2.DIALECTS if smb2.DIALECTS[name] <= smb2.DIALECTS[dialect]]
        number, chosen = self.number(), seal.CIPHERS.get(cipher, 0)
        request = smb2.negotiate_request(offered, chosen)
        response = smb2.negotiate_response(dialect, ntlm.server_hint(), chosen)
        for message in (
            self.request(smb2.Pdu(smb2.NEGOTIATE, request, number, charge=0)),
            self.answer(smb2.Pdu(smb2.NEGOTIATE, response, number, flags=smb2.RESPONSE)),
        ):
            self.preauthentication = seal.after(self.preauthentication, message)


class Session:
    def __init__(self, case, dialect, user, cipher=None, password=PASSWORD):
        self.case, self.dialect, self.user, self.cipher, self.password = case, dialect, user, cipher, password
        self.sealing = None
        self.id = case.next_session
        case.next_session += 0x11
        self.channel = None
        self.next_tree = 1
        self.channel_sequence = 0  # in the requests of SMB 3, where answers have their status

    def set_up(self, channel, previous=0, binding=False):
        """A logon with NTLMSSP over this channel, which from now on is the one that is used.

        That of an encrypted session proves the password; what binds a channel to it has a key of its own, by which
        nothing is encrypted ([MS-SMB2] 3.2.5.3.3)."""
        self.channel = channel
        preauthentication = channel.preauthentication
        proof = ()
        if self.cipher:
            port = channel.connection.ports[channel.connection.client]
            key = hashlib.sha256(struct.pack("<QH", self.id, port)).digest()[:16]
            proof = (ntlm.answers("CORP", self.user, self.password, ntlm.target_info("CORP", "FS01"), key),)
        for token, answer, status in (
            (ntlm.negotiate(), ntlm.challenge("CORP", "FS01"), smb2.MORE_PROCESSING_REQUIRED),
            (ntlm.authenticate("CORP", self.user, "WS66", *proof), ntlm.accepted(), smb2.SUCCESS),
        ):
            number = channel.number()
            asking = 0 if status and not binding else self.id
            asked = channel.request(
                smb2.Pdu(smb2.SESSION_SETUP, smb2.session_setup_request(token, previous, binding), number, asking)
            )
            preauthentication = seal.after(preauthentication, asked)
            answered = channel.answer(
                smb2.Pdu(
                    smb2.SESSION_SETUP,
                    smb2.session_setup_response(answer, encrypts=bool(self.cipher and not status)),
                    number,
                    self.id,
                    flags=smb2.RESPONSE,
                    status=status,
                )
            )
            if status:
                preauthentication = seal.after(preauthentication, answered)
        if self.cipher and not binding:
            self.sealing = seal.Sealing(self.id, self.dialect, self.cipher, key, preauthentication)
        channel.seal = self.sealing

    def exchange(
        self, command, request, response, tree=0, status=smb2.SUCCESS, charge=1, flags=0, sending=None, answered=True
    ):
        """A request and, unless told otherwise, its answer."""
        number = self.channel.number(charge)
        sequence = self.channel_sequence
        asked = smb2.Pdu(command, request, number, self.id, tree, flags, sequence, charge)
        self.channel.request(asked, **(sending or {}))
        if answered:
            body = smb2.error() if status else response
            self.channel.answer(smb2.Pdu(command, body, number, self.id, tree, smb2.RESPONSE, status, charge))

    def tree(self, share, share_type=1, status=smb2.SUCCESS):
        tree = Tree(self, share, self.next_tree)
        self.next_tree += 1
        self.exchange(
            smb2.TREE_CONNECT,
            smb2.tree_connect_request(f"\\\\{SERVER}\\{share}"),
            smb2.tree_connect_response(share_type),
            tree.id,
            status,
        )
        return tree

    def another_channel(self, announced=True, between=None, segment_size=None):
        """A second connection of this session; it shows neither a NEGOTIATE nor a logon unless announced.

        between: other addresses of the two hosts; segment_size: of those that carry the announcement."""
        first = self.channel
        channel = Channel(self.case, self.case.connect(between=between))
        if announced:
            channel.negotiate(self.dialect, self.cipher)
            usual = channel.connection.segment_size
            channel.connection.segment_size = segment_size or usual
            self.set_up(channel, binding=True)
            channel.connection.segment_size = usual
        else:
            channel.next_message = 3
            channel.seal = self.sealing
        self.channel = first
        return channel

    def over(self, channel):
        self.channel = channel


class Tree:
    def __init__(self, session, share, tree_id):
        self.session, self.share, self.id = session, share, tree_id

    def next_file_id(self):
        case = self.session.case
        number = case.next_file
        case.next_file += 1
        return number, 0x5A00_0000 + number

    def create(
        self,
        path,
        disposition=smb2.OVERWRITE_IF,
        file_id=None,
        status=smb2.SUCCESS,
        contexts=(),
        answer_contexts=(),
        flags=0,
        sent=True,
        answered=True,
        attributes=0x80,
        **request,
    ):
        """Opens a file; disposition decides, as on a server, whether what lay there stays."""
        disk = self.session.case.disk
        key = self.share, path.lower()
        existed = key in disk
        if status == smb2.SUCCESS and (
            not existed or disposition in (smb2.SUPERSEDE, smb2.OVERWRITE, smb2.OVERWRITE_IF)
        ):
            disk[key] = bytearray()
        action = smb2.CREATED
        if existed:
            action = smb2.OPENED if disposition in (smb2.OPEN, smb2.OPEN_IF) else smb2.OVERWRITTEN
        file = File(self, path, file_id or self.next_file_id(), disk.get(key, bytearray()))
        if sent:
            self.session.exchange(
                smb2.CREATE,
                smb2.create_request(path, disposition, contexts=contexts, **request),
                smb2.create_response(file.id, len(file.content), action, answer_contexts, attributes),
                self.id,
                status,
                flags=flags,
                answered=answered,
            )
        return file

    def rename_folder(self, folder, path):
        """Renames a folder by its open; all that lies below goes with it."""
        folder.set_info(smb2.FILE_RENAME, smb2.rename_information(path))
        disk, below = self.session.case.disk, folder.path.lower() + "\\"
        for share, name in list(disk):
            if share == self.share and name.startswith(below):
                disk[share, path.lower() + "\\" + name[len(below) :]] = disk.pop((share, name))
        folder.path = path


class File:
    """An open, and the bytes of its file on the disk, which other opens of the path share."""

    def __init__(self, tree, path, file_id, content):
        self.tree, self.path, self.id, self.content = tree, path, file_id, content

    def write(self, offset, data, status=smb2.SUCCESS, count=None, padding=0, answered=True, **sending):
        """A WRITE and its answer; count: bytes that the server says it took."""
        count = len(data) if count is None else count
        self.tree.session.exchange(
            smb2.WRITE,
            smb2.write_request(self.id, offset, data, padding),
            smb2.write_response(count),
            self.tree.id,
            status,
            charge=charge_of(data),
            sending=sending,
            answered=answered,
        )
        if status == smb2.SUCCESS:
            self.store(offset, data[:count])

    def store(self, offset, data):
        if offset == smb2.ALL_ONES:
            offset = len(self.content)
        if data and len(self.content) < offset:
            self.content.extend(bytes(offset - len(self.content)))
        self.content[offset : offset + len(data)] = data

    def write_all(self, content, chunk=8_000, backwards=False, **sending):
        """The whole content in WRITEs of `chunk` bytes."""
        offsets = range(0, len(content), chunk)
        for offset in reversed(offsets) if backwards else offsets:
            self.write(offset, content[offset : offset + chunk], **sending)
        return self

    def set_info(self, information_class, buffer):
        self.tree.session.exchange(
            smb2.SET_INFO,
            smb2.set_info_request(self.id, information_class, buffer),
            smb2.set_info_response(),
            self.tree.id,
        )

    def set_end(self, size):
        self.set_info(smb2.FILE_END_OF_FILE, size.to_bytes(8, "little"))
        del self.content[size:]
        self.content.extend(bytes(size - len(self.content)))

    def rename(self, path):
        self.set_info(smb2.FILE_RENAME, smb2.rename_information(path))
        disk = self.tree.session.case.disk
        disk[self.tree.share, path.lower()] = disk.pop((self.tree.share, self.path.lower()))
        self.path = path

    def delete(self):
        self.set_info(smb2.FILE_DISPOSITION, b"\1")

    def ioctl(self, code, buffer, answer):
        self.tree.session.exchange(
            smb2.IOCTL,
            smb2.ioctl_request(self.id, code, buffer),
            smb2.ioctl_response(self.id, code, answer),
            self.tree.id,
        )

    def read(self, data, status=smb2.SUCCESS):
        """A READ that gives these bytes."""
        self.tree.session.exchange(
            smb2.READ, smb2.read_request(self.id), smb2.read_response(data), self.tree.id, status
        )

    def transact(self, data, answer):
        """FSCTL_PIPE_TRANSCEIVE, [MS-FSCC] 2.3.49."""
        self.tree.session.exchange(
            smb2.IOCTL,
            smb2.ioctl_request(self.id, 0x0011C017, data, answer_max=4_280),
            smb2.ioctl_response(self.id, 0x0011C017, answer),
            self.tree.id,
        )

    def close(self):
        self.tree.session.exchange(smb2.CLOSE, smb2.close_request(self.id), smb2.close_response(), self.tree.id)
        return self


def charge_of(data):
    return max(1, (len(data) - 1) // 65_536 + 1)


def is_program(content):
    at = int.from_bytes(content[0x3C:0x40], "little")
    return content[:2] == b"MZ" and content[at : at + 4] == b"PE\0\0"


def shown(path):
    """The path as a record has it: the stream's type is left out."""
    return path and path.removesuffix(":$DATA")
