package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Takes the bytes that go through named pipes ([MS-SMB2] 3.3.5.9, [MS-CIFS] 3.3.5), each direction as one stream:
 * WRITEs and the input of transactions come from the client; the output of READs and transactions comes from the
 * server.
 *
 * <p>{@link SmbOpen#pipeAttachment} belongs to this sink.
 */
public interface PipeSink {
    /** Ignores all pipes. */
    PipeSink NONE = new PipeSink() {
        @Override
        public void onPipe(SmbOpen pipe, Moment now) {
            // ignored
        }

        @Override
        public void onPipeBytes(SmbOpen pipe, Side from, ByteWindow bytes, Moment now) {
            // ignored
        }

        @Override
        public void onPipeGap(SmbOpen pipe, Side from, Moment now) {
            // ignored
        }

        @Override
        public void onPipeEnd(SmbOpen pipe, Moment now) {
            // ignored
        }
    };

    /** The server opened a pipe for the client. */
    void onPipe(SmbOpen pipe, Moment now);

    /** The next bytes that a side sent through the pipe; valid during the call. */
    void onPipeBytes(SmbOpen pipe, Side from, ByteWindow bytes, Moment now);

    /** Bytes that a side sent through the pipe are missing; their number is not known. */
    void onPipeGap(SmbOpen pipe, Side from, Moment now);

    /** The pipe has ended. Only reported for pipes that have an attachment. */
    void onPipeEnd(SmbOpen pipe, Moment now);
}
