"""TREE_CONNECT, CREATE, WRITE and CLOSE in one compound: the tree is the one that the first asks for.

[MS-SMB2] 3.3.5.2.7.2: a related request takes the TreeId that the one before brings. Samba does so; to related requests
it answers with the SessionId and TreeId that stood in them, here all ones.
"""

from maker import smb2
from maker.case import SERVER, File, Tree
from maker.pe import program


def make(case):
    session = case.session(dialect="3.0")
    channel = session.channel
    tree = Tree(session, "Public", session.next_tree)
    content = program()
    case.disk[tree.share, "chain.exe"] = bytearray(content)
    file = File(tree, "chain.exe", tree.next_file_id(), case.disk[tree.share, "chain.exe"])
    ones = (smb2.ALL_ONES, smb2.ALL_ONES)
    requests = [
        (smb2.TREE_CONNECT, smb2.tree_connect_request(f"\\\\{SERVER}\\Public"), smb2.tree_connect_response()),
        (smb2.CREATE, smb2.create_request(file.path), smb2.create_response(file.id)),
        (smb2.WRITE, smb2.write_request(ones, 0, content), smb2.write_response(len(content))),
        (smb2.CLOSE, smb2.close_request(ones), smb2.close_response()),
    ]
    numbers = [channel.number() for _ in requests]
    asked, answered = [], []
    for place, (command, request, response) in enumerate(requests):
        ids = (smb2.ALL_ONES, 0xFFFFFFFF) if place else (session.id, 0)
        flags = smb2.RELATED if place else 0
        asked.append(smb2.Pdu(command, request, numbers[place], *ids, flags))
        ids = ids if place else (session.id, tree.id)
        answered.append(smb2.Pdu(command, response, numbers[place], *ids, flags | smb2.RESPONSE))
    channel.request(*asked)
    channel.answer(*answered)
    case.expect_write(file)
