"""Conversations that were made up by chance, and captures of them that lack frames: what a record says must hold.

    python3 pcaps/maker/lossy.py FROM TO LOSS CAPTURE [LATE]

writes one capture with a conversation for each seed from FROM to TO, the last not included, each between hosts of its
own and with frames lost in one of five ways; LOSS is the share of frames where they are lost one by one, with 0 none is
lost in any way. LATE is the share of frames that were captured up to two places late, behind those of the other side or
of another connection, as where a span port brings links together; each conversation has two connections then. On
standard output a line of JSON a seed: the client's address, and the SHA-256 of every content that a file on the server
ever had.
"""

import hashlib
import json
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from maker import smb2, wire  # noqa: E402  (the path above must be set first)
from maker.case import Case, File  # noqa: E402
from maker.copying import copy  # noqa: E402
from maker.pe import program  # noqa: E402

SERVER = "10.20.1.11"
DIALECTS = ["2.0.2", "2.1", "3.0", "3.1.1"]
SIZES = [1, 100, 1000, 5000, 20000, 70000]
OPENING, WRITING, CUTTING, RENAMING, COPYING, WAITING = 0.12, 0.7, 0.76, 0.8, 0.84, 0.9  # up to; above: closing


class Conversation:
    """One client at work on up to three files, each open up to twice, over one connection or two."""

    def __init__(self, seed, capture, channels=None):
        self.random = random.Random(seed)
        self.case = Case()
        self.case.capture = capture
        self.case.address(f"10.{30 + seed // 60_000}.{seed // 250 % 240}.{seed % 250 + 1}", SERVER)
        self.case.next_session = 0x1000 + seed * 16
        self.case.next_file = 1 + seed * 100
        dialect = self.random.choice(DIALECTS[2:] if channels == 2 else DIALECTS)
        self.share = self.case.share(self.random.choice(["Public", "ADMIN$"]), dialect=dialect)
        self.channels = [self.share.session.channel]
        if channels == 2 or dialect.startswith("3") and self.random.random() < 0.3:
            self.channels.append(self.share.session.another_channel(self.random.random() < 0.5))
        self.names = [f"f{i}.{self.random.choice(['exe', 'dll', 'bin', 'txt'])}" for i in range(self.random.randint(1, 3))]
        self.opens = []

    def go_on(self):
        for step in range(self.random.randint(4, 40)):
            self.step(step)
            if self.random.random() < 0.03:
                self.case.wait(100)
        for file in self.opens:
            self.any_channel()
            file.close()
        self.case.wait(0.001)

    def step(self, number):
        self.any_channel()
        kind = self.random.random()
        if not self.opens or kind < OPENING:
            self.open(self.random.choice(self.names))
        elif kind < WRITING:
            self.write(self.random.choice(self.opens))
        elif kind < CUTTING:
            file = self.random.choice(self.opens)
            size = len(file.content)
            file.set_end(self.random.choice([0, 1, 500, size, size + self.random.randint(1, 9000), size // 2]))
        elif kind < RENAMING:
            self.rename(self.random.choice(self.opens), f"r{number}.{self.random.choice(['exe', 'scr', 'txt'])}")
        elif kind < COPYING and (self.share.share, self.names[0]) in self.case.disk:
            code = self.random.choice([smb2.FSCTL_COPYCHUNK, smb2.FSCTL_COPYCHUNK_WRITE])
            copy(self.share, self.names[0], f"c{number}.exe", code)
        elif kind < WAITING:
            self.case.wait(self.random.choice([0.01, 1, 30]))
        else:
            self.opens.pop(self.random.randrange(len(self.opens))).close()

    def any_channel(self):
        self.share.session.over(self.random.choice(self.channels))

    def open(self, name):
        others = [file for file in self.opens if file.path == name]
        if len(others) == 2:
            return
        if (self.share.share, name) not in self.case.disk:
            disposition = self.random.choice([smb2.NEW, smb2.OPEN_IF, smb2.OVERWRITE_IF, smb2.SUPERSEDE])
        elif others:
            disposition = smb2.OPEN
        else:
            disposition = self.random.choice([smb2.OPEN, smb2.OPEN_IF, smb2.OVERWRITE_IF, smb2.OVERWRITE])
        self.opens.append(self.share.create(name, disposition=disposition))

    def write(self, file):
        size = self.random.choice(SIZES)
        data = self.random.randbytes(size)
        if self.random.random() < 0.6:
            data = program(max(1536, size), seed=self.random.randint(0, 5))[:size]
        end = len(file.content)
        offset = self.random.choice([0, 0, end, end, smb2.ALL_ONES, self.random.randint(0, end + 5000)])
        answer = {}
        kind = self.random.random()
        if kind < 0.06:
            answer["status"] = self.random.choice([smb2.ACCESS_DENIED, smb2.DISK_FULL])
        elif kind < 0.1:
            answer["count"] = self.random.randint(0, size)
        if self.random.random() < 0.15:
            answer["order"] = list(range((size + 116 + wire.MSS - 1) // wire.MSS))
            self.random.shuffle(answer["order"])
        file.write(offset, data, padding=self.random.choice([0, 0, 0, 8, 16]), **answer)

    def rename(self, file, name):
        if sum(other.path == file.path for other in self.opens) == 1:
            self.names[self.names.index(file.path)] = name
            file.rename(name)


def lose(frames, chance, loss):
    """The frames that are left."""
    way = chance.randint(0, 4)
    at = chance.randint(3, len(frames))
    if way == 0:  # here and there
        return [frame for frame in frames if chance.random() > loss]
    if way == 1:  # several in a row
        return frames[:at] + frames[at + chance.choice([1, 2, 5, 20]) :]
    if way == 2:  # several in a row of one host
        end = at + chance.choice([5, 20, 50])
        sender = frames[at - 1][1][6:12]
        return frames[:at] + [frame for frame in frames[at:end] if frame[1][6:12] != sender] + frames[end:]
    if way == 3:  # the first: the capture begins in the middle
        return frames[chance.randint(0, len(frames)) :]
    lost = chance.sample(range(3, len(frames)), 2)  # two, anywhere
    return [frame for i, frame in enumerate(frames) if i not in lost]


def delay(frames, chance, share):
    """The frames with some of them late; those that one side of a connection sent stay in their order."""
    places, last = [], {}
    for i, frame in enumerate(frames):
        place = i + (chance.randint(1, 2) + 0.5 if chance.random() < share else 0)
        ends = frame[1][26:38]  # both addresses and ports
        last[ends] = place = max(place, last.get(ends, place))
        places.append((place, i))
    order = [i for _, i in sorted(places)]
    return [(frames[at][0], *frames[i][1:]) for at, i in enumerate(order)]


def remember_contents(contents):
    """From now on every content of any file is noted."""
    for change in ("store", "set_end"):
        changed = getattr(File, change)

        def noted(file, *arguments, changed=changed):
            changed(file, *arguments)
            contents.add(hashlib.sha256(file.content).hexdigest())

        setattr(File, change, noted)


def main(first, behind, loss, path, late=0):
    capture = wire.Capture()
    contents = set()
    remember_contents(contents)
    for seed in range(int(first), int(behind)):
        contents.clear()
        contents.add(hashlib.sha256().hexdigest())
        before = len(capture.frames)
        conversation = Conversation(seed, capture, 2 if float(late) > 0 else None)
        conversation.go_on()
        frames = capture.frames[before:]
        if float(loss) > 0:
            frames = lose(frames, random.Random(seed), float(loss))
        if float(late) > 0:
            frames = delay(frames, random.Random(-1 - seed), float(late))
        capture.frames[before:] = frames
        print(json.dumps({"seed": seed, "client": conversation.case.client.address, "contents": sorted(contents)}))
    pathlib.Path(path).write_bytes(capture.pcap())


main(*sys.argv[1:])
