package io.sharetap.smb;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Finds the bytes that go through named pipes in SMB2 messages: the data of WRITE ([MS-SMB2] 2.2.21) and of READ's
 * answer (2.2.20), the input and output of FSCTL_PIPE_TRANSCEIVE (2.2.31, 2.2.32). The data is streamed. Of files, only
 * the first two bytes that are read are looked at.
 */
final class PipeTraffic {
    static final int TRANSCEIVE = 0x0011_C017; // FSCTL_PIPE_TRANSCEIVE, [MS-FSCC] 2.3.49

    /** A warning, given where a READ takes part of a message: the data is valid. */
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

    /** Whether an answer with this status holds data. */
    static boolean gives(int status) {
        return status >= 0 || status == STATUS_BUFFER_OVERFLOW;
    }

    /** Whether the open is of a pipe whose traffic is looked at. */
    static boolean isPipe(SmbOpen open) {
        return open != null
                && open.hidden
                && !open.gone
                && (open.tree == null || open.tree.kind() != SmbTree.Kind.PRINT);
    }

    /** Whether the open is of a file that may be a program, as its first bytes were not read yet. */
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

    /** The client writes to a pipe, if that is what the request's open is. */
    void write(Smb2Unit facts, int dataOffset, long length) {
        if (isPipe(facts.open)) {
            take(facts, dataOffset, length, Smb2WriteView.FIXED_LENGTH);
        }
    }

    /** Takes the client's part of a transaction; the request then waits for the server's part. */
    void transceive(Smb2Unit facts, PendingRequest request, SmbOpen open, long inputAt, long inputBytes) {
        if (isPipe(open)) {
            await(request, open);
            facts.open = open;
            take(facts, inputAt, inputBytes, Smb2IoctlView.FIXED_LENGTH);
        }
    }

    /** Lets a request wait whose answer gives bytes out of the pipe. */
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
     * Finds the bytes that an answer gives out of a pipe; the request waits no longer.
     *
     * @return how many bytes of the answer must be in view first; 0: no more than are
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
