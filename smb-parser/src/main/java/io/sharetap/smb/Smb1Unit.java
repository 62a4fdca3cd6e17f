package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import java.nio.charset.StandardCharsets;

/**
 * Describes the SMB1 command that is being read, one for each direction of a connection: the message's header
 * ([MS-CIFS] 2.2.3.1) and the place of one parameter and data block in it (2.2.3.2, 2.2.3.3). Commands chained by AndX
 * share the header and its identifiers. Reused.
 *
 * <p>Positions count from the unit's start: the header for the first command, WordCount for later ones.
 */
final class Smb1Unit extends SmbUnit {
    static final int HEADER_LENGTH = 32;

    /** Stands for the FID that an earlier command of the chain opens. */
    static final int FID_OF_CHAIN = 0xFFFF;

    private static final int COMMAND_AT = 4; // Command, u8
    private static final int STATUS_AT = 5; // Status, u32
    private static final int FLAGS_AT = 9; // Flags, u8
    private static final int FLAGS2_AT = 10; // Flags2, u16
    private static final int PID_HIGH_AT = 12; // PIDHigh, u16
    private static final int TID_AT = 24; // TID, u16
    private static final int PID_LOW_AT = 26; // PIDLow, u16
    private static final int UID_AT = 28; // UID, u16
    private static final int MID_AT = 30; // MID, u16

    private static final int FLAGS_REPLY = 0x80;
    private static final int FLAGS2_DFS = 0x1000;
    private static final int FLAGS2_NT_STATUS = 0x4000;
    private static final int FLAGS2_UNICODE = 0x8000;

    /** The NT status that stands for any DOS error. */
    static final int REFUSED = 0xC000_0001; // STATUS_UNSUCCESSFUL

    /** The status; a DOS error that refuses a right is translated to the NT status that means the same. */
    int meantStatus;

    boolean reply;
    int treeId;
    int userId;
    private int flags2;
    private long requestId;

    /** The unit's bytes, as far as they are in view. */
    ByteWindow view;

    int wordCount;
    int wordsAt;
    int bytesAt;

    /** The end of the data block, inside of the message and before the next command. */
    int end;

    /** The announced data block is longer than the message. */
    boolean cut;

    /** The begin of the next command; 0: there is none; -1: not read yet. */
    int next;

    int nextCommand;

    /** The open that a command of this chain asked for, whose FID is not known yet. */
    SmbOpen opened;

    private int textEnd;

    Smb1Unit(ConnectionState connection) {
        super(connection);
    }

    void beginMessage(MessageCursor from) {
        beginIn(from);
        number = -1;
        opened = null;
        asked = null;
    }

    /** Takes the message's header. */
    void begin(ByteWindow header) {
        at = 0;
        number = 0;
        next = -1;
        command = header.u8(COMMAND_AT);
        reply = (header.u8(FLAGS_AT) & FLAGS_REPLY) != 0;
        flags2 = header.u16le(FLAGS2_AT);
        status = header.i32le(STATUS_AT);
        meantStatus = status;
        if ((flags2 & FLAGS2_NT_STATUS) == 0 && status != 0) {
            meantStatus = Refusals.ofDos(status, REFUSED);
            status = REFUSED;
        }
        treeId = header.u16le(TID_AT);
        userId = header.u16le(UID_AT);
        long processId = (long) header.u16le(PID_HIGH_AT) << 16 | header.u16le(PID_LOW_AT);
        requestId = processId << 16 | header.u16le(MID_AT);
    }

    /** Begins the next command of the chain. */
    void beginNext() {
        at = cursor.unitAt();
        number++;
        next = -1;
        command = nextCommand;
    }

    /** Locates the unit's parts, as far as they are in view. Returns how many bytes must be in view for that. */
    int layOut(ByteWindow shown) {
        view = shown;
        int countAt = number == 0 ? HEADER_LENGTH : 0;
        wordsAt = countAt + 1;
        wordCount = shown.u8(countAt);
        int wordsEnd = wordsAt + 2 * wordCount;
        bytesAt = wordsEnd + 2;
        int unitBytes = cursor.unitBytesMax();
        if (wordsEnd == unitBytes) {
            // Some servers leave out ByteCount.
            bytesAt = wordsEnd;
        }
        end = bytesAt;
        cut = false;
        if (shown.length() >= bytesAt && bytesAt > wordsEnd) {
            int announced = bytesAt + shown.u16le(wordsEnd);
            end = Math.min(announced, unitBytes);
            cut = announced > unitBytes;
        }
        return bytesAt;
    }

    /** PID, MID and place in the chain as one number. */
    @Override
    long requestId() {
        return requestIdOf(number);
    }

    long requestIdOf(int unitNumber) {
        // The second highest bit tells early answers apart from those of SMB2.
        return 1L << 62 | (unitNumber & 0x3FFL) << 48 | requestId;
    }

    SmbSession session(Moment now) {
        return connection.uidSession(userId, now);
    }

    TreeConnect tree(Moment now) {
        if (asked != null && asked.listed()) {
            return asked;
        }
        TreeConnect tree = connection.shared.trees.of(session(now), treeId, now);
        connection.adoptShare(tree, Smb1Commands.TREE_CONNECT_ANDX);
        return tree;
    }

    boolean unicode() {
        return (flags2 & FLAGS2_UNICODE) != 0;
    }

    // Fields of the parameter block, by their offset in it.

    int word8(int offset) {
        return view.u8(wordsAt + offset);
    }

    int word16(int offset) {
        return view.u16le(wordsAt + offset);
    }

    long word32(int offset) {
        return view.u32le(wordsAt + offset);
    }

    long word64(int offset) {
        return view.i64le(wordsAt + offset);
    }

    /**
     * The text at a position of the data block, up to its NUL or the end. UTF-16 is aligned relative to the message.
     */
    String text(int from) {
        return text(from, unicode(), shownEnd());
    }

    /** The text of at most {@code bytes} bytes. */
    String text(int from, long bytes) {
        int start = unicode() ? from + (at + from & 1) : from;
        return text(from, unicode(), (int) Math.min(shownEnd(), start + bytes));
    }

    /** Text that is always in the OEM character set, whatever the header says. */
    String oemText(int from) {
        return text(from, false, shownEnd());
    }

    /** The position behind the last text and its NUL. */
    int textEnd() {
        return textEnd;
    }

    /** The path inside the share that a text names. */
    String path(String text, TreeConnect tree) {
        boolean dfs = (flags2 & FLAGS2_DFS) != 0;
        return dfs
                ? WirePath.insideDfs(text, tree.tree == null ? null : tree.tree.share())
                : WirePath.insideShare(text);
    }

    private int shownEnd() {
        return Math.min(end, view.length());
    }

    private String text(int from, boolean wide, int textMax) {
        int start = wide ? from + (at + from & 1) : from;
        int width = wide ? 2 : 1;
        int stop = start;
        while (stop + width <= textMax && (wide ? view.u16le(stop) : view.u8(stop)) != 0) {
            stop += width;
        }
        textEnd = stop + width;
        if (stop <= start) {
            return "";
        }
        byte[] copy = new byte[stop - start];
        view.copyTo(start, copy, 0, copy.length);
        // Only the two hosts know which OEM character set is meant.
        return new String(copy, wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
    }
}
