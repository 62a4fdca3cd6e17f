"""Answers calls to objects of DCOM, as far as impacket_objects.py makes them: objects_server.py ADDRESS ACTIVATOR-PORT OBJECT-PORT"""

import os
import socketserver
import struct
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from maker import rpc, smb2  # noqa: E402

address, activator, port = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def activation():
    binding = struct.pack("<H", 7) + smb2.utf16(f"{address}[{port}]\0\0")
    blob = b"MEOW" + struct.pack("<I", 4) + bytes(40) + binding
    told = rpc.Ndr().u32(0).pointer(False).pointer().size(len(blob)).u32(len(blob)).raw(blob).align(4)
    return told.u32(0)


def answer(opnum):
    that = rpc.Ndr().u32(0).pointer(False)
    if opnum == 4:
        return activation()
    if opnum == 5:
        return that.size(1).u32(54).u32(0)
    return that.pointer(False).pointer(False).u32(0)


class Calls(socketserver.StreamRequestHandler):
    def handle(self):
        while header := self.rfile.read(16):
            kind, length, call = header[2], *struct.unpack("<H2xI", header[8:])
            body = self.rfile.read(length - 16)
            if kind == rpc.BIND:
                self.wfile.write(rpc.bind_ack(call, str(self.server.server_address[1])))
            elif kind == rpc.REQUEST:
                told = answer(struct.unpack("<H", body[6:8])[0]).data
                self.wfile.write(rpc.pdu(rpc.RESPONSE, call, struct.pack("<IHBx", len(told), 0, 0) + told))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


for at in activator, port:
    threading.Thread(target=Server((address, at), Calls).serve_forever).start()
print("listening", flush=True)
