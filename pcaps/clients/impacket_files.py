"""Does things to the files of a share with impacket, one after the other over one session.

impacket_files.py HOST SHARE USER PASSWORD DIALECT ACTION…   DIALECT: 1, 2.0.2, 2.1, 3.0
ACTION: put=LOCAL=REMOTE  get=REMOTE  rename=FROM=TO  delete=REMOTE  patch=REMOTE=OFFSET=HEXBYTES
"""

import io
import sys

from impacket.smb import SMB_DIALECT
from impacket.smb3structs import SMB2_DIALECT_002, SMB2_DIALECT_21, SMB2_DIALECT_30
from impacket.smbconnection import SMBConnection

DIALECTS = {"1": SMB_DIALECT, "2.0.2": SMB2_DIALECT_002, "2.1": SMB2_DIALECT_21, "3.0": SMB2_DIALECT_30}


def main(host, share, user, password, dialect, *actions):
    connection = SMBConnection(host, host, preferredDialect=DIALECTS[dialect])
    connection.login(user, password, "CORP")
    for action in actions:
        verb, *operands = action.split("=")
        if verb == "put":
            with open(operands[0], "rb") as local:
                connection.putFile(share, operands[1], local.read)
        elif verb == "get":
            connection.getFile(share, operands[0], io.BytesIO().write)
        elif verb == "rename":
            connection.rename(share, operands[0], operands[1])
        elif verb == "delete":
            connection.deleteFile(share, operands[0])
        elif verb == "patch":
            tree = connection.connectTree(share)
            handle = connection.openFile(tree, operands[0])
            connection.writeFile(tree, handle, bytes.fromhex(operands[2]), int(operands[1]))
            connection.closeFile(tree, handle)
        else:
            raise SystemExit("no such action: " + action)
    connection.logoff()


main(*sys.argv[1:])
