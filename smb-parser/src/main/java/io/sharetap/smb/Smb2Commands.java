package io.sharetap.smb;

import static io.sharetap.smb.Smb2HeaderView.COMMANDS;

/** Holds the reader of each SMB2 command, and the views that all connections of a worker share. */
final class Smb2Commands {
    final Smb2HeaderView header = new Smb2HeaderView();
    final Smb2Answer answer = new Smb2Answer();
    private final Smb2Command[] commands = new Smb2Command[COMMANDS];
    private final Smb2Command unknown;

    Smb2Commands(SmbState shared) {
        unknown = new Smb2Other(shared, true);
        Smb2Command other = new Smb2Other(shared, false);
        for (int i = 0; i < COMMANDS; i++) {
            commands[i] = other;
        }
    }

    Smb2Command of(int command) {
        return command < COMMANDS ? commands[command] : unknown;
    }
}
