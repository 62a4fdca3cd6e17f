package io.sharetap.smb;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Takes what goes through named pipes ([MS-SMB2] 3.3.5.9, [MS-CIFS] 3.3.5), each direction as the stream of bytes that
 * its messages make: a WRITE and the input of a transaction come from the client, what a READ or a transaction gives
 * back comes from the server.
 *
 * <p>{@link SmbOpen#pipeAttachment} belongs to this sink.
 */
public interface PipeSink {
    /** Looks at no pipe. */
    PipeSink NONE = new PipeSink() {
        @Override
        public void onPipe(SmbOpen pipe, Moment now) {
            // passed over
        }

        @Override
        public void onPipeBytes(SmbOpen pipe, Side from, ByteWindow bytes, Moment now) {
            // passed over
        }

        @Override
        public void onPipeGap(SmbOpen pipe, Side from, Moment now) {
            // passed over
        }

        @Override
        public void onPipeEnd(SmbOpen pipe, Moment now) {
            // passed over
        }
    };

    /** The server opened a pipe for the client. */
    void onPipe(SmbOpen pipe, Moment now);

    /** The next bytes that a side sent through the pipe; valid during the call. */
    void onPipeBytes(SmbOpen pipe, Side from, ByteWindow bytes, Moment now);

    /** Of what a side sent through the pipe bytes are missing, unknown how many. */
    void onPipeGap(SmbOpen pipe, Side from, Moment now);

    /** Nothing more comes through the pipe. Only told of pipes that have an attachment. */
    void onPipeEnd(SmbOpen pipe, Moment now);
}
