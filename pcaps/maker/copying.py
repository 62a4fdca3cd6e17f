"""A server-side copy as Windows does it, [MS-SMB2] 3.2.4.20.2: resume key of the source, then chunks to the target."""

import struct

from maker import smb2

KEY = b"key of 24 bytes, opaque."


def copy(share, source_path, target_path, control_code, chunk=8_000):
    """Gives the target, closed."""
    source = share.create(source_path, disposition=smb2.OPEN, access=0x00120089)
    target = share.create(target_path)
    source.ioctl(smb2.FSCTL_REQUEST_RESUME_KEY, b"", KEY + bytes(8))
    size = len(source.content)
    chunks = [(start, start, min(chunk, size - start)) for start in range(0, size, chunk)]
    target.ioctl(control_code, smb2.copychunk(KEY, chunks), struct.pack("<III", len(chunks), 0, size))
    target.store(0, bytes(source.content))
    target.close()
    source.close()
    return target
