package io.sharetap.smb;

import java.util.Arrays;

/** Holds the readers of the SMB2 commands, and the views that all connections of a worker share. */
final class Smb2Commands {
    final Smb2HeaderView header = new Smb2HeaderView();
    final SmbAnswer answer = new SmbAnswer();
    private final Smb2Command[] commands = new Smb2Command[Smb2HeaderView.COMMANDS];
    private final Smb2Command unknown;

    Smb2Commands(SmbState shared) {
        unknown = new Smb2Other(shared, true);
        Smb2Command other = new Smb2Other(shared, false);
        Arrays.fill(commands, other);
        OpenInUse opens = new OpenInUse(shared);
        commands[Smb2HeaderView.NEGOTIATE] = new Smb2Negotiate(shared);
        commands[Smb2HeaderView.SESSION_SETUP] = new Smb2SessionSetup(shared);
        commands[Smb2HeaderView.LOGOFF] = new Smb2Leave(shared, true);
        commands[Smb2HeaderView.TREE_CONNECT] = new Smb2TreeConnect(shared);
        commands[Smb2HeaderView.TREE_DISCONNECT] = new Smb2Leave(shared, false);
        commands[Smb2HeaderView.CREATE] = new Smb2Create(shared);
        commands[Smb2HeaderView.CLOSE] = new Smb2Close(shared, opens);
        commands[Smb2HeaderView.READ] = new Smb2Read(shared);
        commands[Smb2HeaderView.WRITE] = new Smb2Write(shared, opens);
        commands[Smb2HeaderView.IOCTL] = new Smb2Ioctl(shared, opens);
        commands[Smb2HeaderView.SET_INFO] = new Smb2SetInfo(shared, opens);
    }

    Smb2Command of(int command) {
        return command < Smb2HeaderView.COMMANDS ? commands[command] : unknown;
    }
}
