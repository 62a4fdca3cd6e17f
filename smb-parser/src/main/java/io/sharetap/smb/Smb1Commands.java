package io.sharetap.smb;

import java.util.Arrays;

/** Holds the readers of the SMB1 commands ([MS-CIFS] 2.2.2.1), shared by all connections of a worker. */
final class Smb1Commands {
    static final int CREATE = 0x03;
    static final int CLOSE = 0x04;
    static final int DELETE = 0x06;
    static final int RENAME = 0x07;
    static final int WRITE = 0x0B;
    static final int CREATE_NEW = 0x0F;
    static final int WRITE_AND_UNLOCK = 0x14;
    static final int WRITE_RAW = 0x1D;
    static final int WRITE_MPX = 0x1E;
    static final int LOCKING_ANDX = 0x24;
    static final int COPY = 0x29;
    static final int WRITE_AND_CLOSE = 0x2C;
    static final int OPEN = 0x02;
    static final int OPEN_ANDX = 0x2D;
    static final int READ_ANDX = 0x2E;
    static final int WRITE_ANDX = 0x2F;
    static final int CLOSE_AND_TREE_DISCONNECT = 0x31;
    static final int TRANSACTION = 0x25;
    static final int TRANSACTION2 = 0x32;
    static final int TREE_CONNECT = 0x70;
    static final int TREE_DISCONNECT = 0x71;
    static final int NEGOTIATE = 0x72;
    static final int SESSION_SETUP_ANDX = 0x73;
    static final int LOGOFF_ANDX = 0x74;
    static final int TREE_CONNECT_ANDX = 0x75;
    static final int NT_TRANSACT = 0xA0;
    static final int NT_CREATE_ANDX = 0xA2;
    static final int NT_RENAME = 0xA5;

    /**
     * Commands that reveal nothing on a file's content or name (locks, searches, attributes, reads, printing,
     * directories), or that servers must refuse ([MS-CIFS] 2.2.2.1: obsolete, reserved): MOVE, NEW_FILE_SIZE, bulk
     * transfer.
     */
    private static final int[] OTHERS = {
        0x00, // CREATE_DIRECTORY
        0x01, // DELETE_DIRECTORY
        0x05, // FLUSH
        0x08, // QUERY_INFORMATION
        0x09, // SET_INFORMATION
        0x0A, // READ
        0x0C, // LOCK_BYTE_RANGE
        0x0D, // UNLOCK_BYTE_RANGE
        0x0E, // CREATE_TEMPORARY
        0x10, // CHECK_DIRECTORY
        0x11, // PROCESS_EXIT
        0x12, // SEEK
        0x13, // LOCK_AND_READ
        0x1A, // READ_RAW
        0x1B, // READ_MPX
        0x1C, // READ_MPX_SECONDARY
        0x1F, // WRITE_MPX_SECONDARY
        0x20, // WRITE_COMPLETE
        0x21, // QUERY_SERVER
        0x22, // SET_INFORMATION2
        0x23, // QUERY_INFORMATION2
        LOCKING_ANDX,
        0x26, // TRANSACTION_SECONDARY
        0x27, // IOCTL
        0x28, // IOCTL_SECONDARY
        0x2A, // MOVE
        0x2B, // ECHO
        0x30, // NEW_FILE_SIZE
        0x33, // TRANSACTION2_SECONDARY
        0x34, // FIND_CLOSE2
        0x35, // FIND_NOTIFY_CLOSE
        NEGOTIATE,
        0x7E, // SECURITY_PACKAGE_ANDX
        0x80, // QUERY_INFORMATION_DISK
        0x81, // SEARCH
        0x82, // FIND
        0x83, // FIND_UNIQUE
        0x84, // FIND_CLOSE
        0xA1, // NT_TRANSACT_SECONDARY
        0xA4, // NT_CANCEL
        0xC0, // OPEN_PRINT_FILE
        0xC1, // WRITE_PRINT_FILE
        0xC2, // CLOSE_PRINT_FILE
        0xC3, // GET_PRINT_QUEUE
        0xD0, // to 0xD7: messages between users
        0xD1,
        0xD2,
        0xD3,
        0xD4,
        0xD5,
        0xD6,
        0xD7,
        0xD8, // READ_BULK
        0xDA // WRITE_BULK_DATA
    };

    final SmbAnswer answer = new SmbAnswer();
    final Smb1Requests requests;
    private final Smb1Command[] commands = new Smb1Command[256];

    Smb1Commands(SmbState shared) {
        requests = new Smb1Requests(shared);
        Arrays.fill(commands, new Smb1Other(shared, true));
        Smb1Command other = new Smb1Other(shared, false);
        for (int command : OTHERS) {
            commands[command] = other;
        }
        Smb1Command opening = new Smb1Open(shared);
        commands[OPEN] = opening;
        commands[OPEN_ANDX] = opening;
        commands[CREATE] = opening;
        commands[CREATE_NEW] = opening;
        commands[NT_CREATE_ANDX] = new Smb1NtCreate(shared);
        commands[NT_TRANSACT] = new Smb1NtTransact(shared);
        Smb1Command write = new Smb1Write(shared);
        commands[WRITE] = write;
        commands[WRITE_AND_UNLOCK] = write;
        commands[WRITE_AND_CLOSE] = write;
        commands[WRITE_ANDX] = write;
        commands[WRITE_RAW] = new Smb1WriteRaw(shared);
        commands[WRITE_MPX] = commands[WRITE_RAW];
        commands[CLOSE] = new Smb1Close(shared);
        commands[CLOSE_AND_TREE_DISCONNECT] = commands[CLOSE];
        Smb1Command piped = new Smb1Pipe(shared);
        commands[READ_ANDX] = piped;
        commands[TRANSACTION] = piped;
        commands[TRANSACTION2] = new Smb1Transaction2(shared);
        Smb1Command rename = new Smb1Rename(shared);
        commands[RENAME] = rename;
        commands[NT_RENAME] = rename;
        commands[DELETE] = rename;
        commands[COPY] = new Smb1Copy(shared);
        commands[SESSION_SETUP_ANDX] = new Smb1SessionSetup(shared);
        commands[LOGOFF_ANDX] = new Smb1Leave(shared, true);
        commands[TREE_CONNECT] = new Smb1TreeConnect(shared);
        commands[TREE_CONNECT_ANDX] = commands[TREE_CONNECT];
        commands[TREE_DISCONNECT] = new Smb1Leave(shared, false);
    }

    Smb1Command of(int command) {
        return commands[command];
    }

    /** Whether the command's first words can lead to a further command ([MS-CIFS] 2.2.3.4). */
    static boolean chains(int command) {
        return switch (command) {
            case LOCKING_ANDX,
                    OPEN_ANDX,
                    READ_ANDX,
                    WRITE_ANDX,
                    SESSION_SETUP_ANDX,
                    LOGOFF_ANDX,
                    TREE_CONNECT_ANDX,
                    NT_CREATE_ANDX -> true;
            default -> false;
        };
    }
}
