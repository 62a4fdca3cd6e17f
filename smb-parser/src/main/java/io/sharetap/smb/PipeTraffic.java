package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Finds in SMB2 messages what goes through named pipes: the data of WRITE ([MS-SMB2] 2.2.21) and of READ's answer
 * (2.2.20), the input and the output of FSCTL_PIPE_TRANSCEIVE (2.2.31, 2.2.32). The data goes by as it comes; of files
 * no more is looked at than the first two bytes that are read.
 */
final class PipeTraffic {
    static final int TRANSCEIVE = 0x0011_C017; // FSCTL_PIPE_TRANSCEIVE, [MS-FSCC] 2.3.49

    /** A warning, as with a READ that takes a part of a message: what is there is given. */
    private static final int STATUS_BUFFER_OVERFLOW = 0x8000_0005;

    private static final int PROGRAM = 0x5A4D; // MZ
    static final int PROGRAM_BYTES = 2;

    private static final int BODY = Smb2HeaderView.LENGTH;
    private static final int READ_DATA_OFFSET_AT = BODY + 2; // DataOffset, u8
    private static final int READ_DATA_LENGTH_AT = BODY + 4; // DataLength, u32
    private static final int READ_FIXED = BODY + 16;
    private static final int OUTPUT_OFFSET_AT = BODY + 32; // OutputOffset, u32
    private static final int OUTPUT_COUNT_AT = BODY + 36; // OutputCount, u32
    private static final int IOCTL_FIXED = BODY + 48;

    private final SmbState shared;
    private final PipeSink sink;

    PipeTraffic(SmbState shared, PipeSink sink) {
        this.shared = shared;
        this.sink = sink;
    }

    void opened(SmbOpen open, Moment now) {
        if (isPipe(open)) {
            shared.ledger.count(Count.PIPES);
            open.session.pipes = true;
            sink.onPipe(open, now);
        }
    }

    /** True: the answer has what was asked for, or a part of it. */
    static boolean gives(int status) {
        return status >= 0 || status == STATUS_BUFFER_OVERFLOW;
    }

    /** True: what is written to it and read from it is looked at. */
    static boolean isPipe(SmbOpen open) {
        return open != null
                && open.hidden
                && !open.gone
                && (open.tree == null || open.tree.kind() != SmbTree.Kind.PRINT);
    }

    /** True: it is a file of which it is not known yet that a program is read from it. */
    static boolean mayReadProgram(SmbOpen open) {
        return open != null && !open.hidden && !open.directory && !open.gone && !open.programRead;
    }

    void bytes(SmbOpen pipe, Side from, ByteWindow bytes, Moment now) {
        sink.onPipeBytes(pipe, from, bytes, now);
    }

    void gap(SmbOpen pipe, Side from, Moment now) {
        sink.onPipeGap(pipe, from, now);
    }

    void ended(SmbOpen pipe, Moment now) {
        if (pipe.pipeAttachment != null) {
            sink.onPipeEnd(pipe, now);
        }
    }

    /** The client writes to a pipe, if that is what the request is about. */
    void write(Smb2Unit facts, int dataOffset, long length) {
        if (isPipe(facts.open)) {
            take(facts, dataOffset, length, Smb2WriteView.FIXED_LENGTH);
        }
    }

    /** The client's part of a transaction; its request waits for the server's. */
    void transceive(Smb2Unit facts, PendingRequest request, SmbOpen open, long inputAt, long inputBytes) {
        if (isPipe(open)) {
            await(request, open);
            facts.open = open;
            take(facts, inputAt, inputBytes, Smb2IoctlView.FIXED_LENGTH);
        }
    }

    /** The server is to give bytes out of the pipe. */
    void await(PendingRequest request, SmbOpen open) {
        request.pipe = open;
        request.connection.pipeRequests++;
    }

    private void take(Smb2Unit facts, long at, long length, int fixedLength) {
        if (length == 0) {
            return;
        }
        if (at < fixedLength || at >= facts.bytes) {
            shared.ledger.note(Anomaly.SMB2_FIELD_BEYOND_MESSAGE);
            return;
        }
        facts.dataAt = (int) at;
        facts.dataBytes = (int) Math.min(length, facts.bytes - at);
        facts.piped = facts.open;
    }

    void noteProgram(SmbOpen open, int firstBytes, Moment now) {
        if (firstBytes == PROGRAM && mayReadProgram(open)) {
            open.programRead = true;
            shared.news.onProgramRead(open, now);
        }
    }

    /**
     * Finds what an answer gives out of a pipe; the request waits no longer.
     *
     * @return bytes of the answer that must be there first; 0: no more than are
     */
    int readAnswer(Smb2Unit answer, ByteWindow head, PendingRequest request, Moment now) {
        boolean reads = answer.command == Smb2HeaderView.READ;
        boolean gives = gives(answer.status);
        int fixed = reads ? READ_FIXED : IOCTL_FIXED;
        if (gives && head.length() < fixed) {
            return fixed;
        }
        SmbOpen pipe = request.pipe;
        if (gives && !pipe.hidden) {
            int wanted = head.u8(READ_DATA_OFFSET_AT) + PROGRAM_BYTES;
            if (head.u32le(READ_DATA_LENGTH_AT) >= PROGRAM_BYTES && wanted <= answer.bytes) {
                if (head.length() < wanted) {
                    return wanted;
                }
                noteProgram(pipe, head.u16le(wanted - PROGRAM_BYTES), now);
            }
            gives = false;
        }
        shared.pending.remove(request);
        if (gives && !pipe.gone) {
            answer.open = pipe;
            long at = reads ? head.u8(READ_DATA_OFFSET_AT) : head.u32le(OUTPUT_OFFSET_AT);
            take(answer, at, head.u32le(reads ? READ_DATA_LENGTH_AT : OUTPUT_COUNT_AT), fixed);
        }
        return 0;
    }
}
