package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;
import java.util.List;

/**
 * Describes one file as the server's disk holds it after the writes that were seen, and how certain that is. Valid
 * during the call that hands it over.
 *
 * @param number counted from 1 by each worker; a number that was used before: the client went on with that file; 0: no
 *     further report of the file will follow
 * @param mark of the file; null: no further report of the file will follow
 * @param continues whether there was an earlier report of this file, which this one supersedes
 * @param open the open that ended the writing, with session, tree and connection
 * @param path the path it has now, null: unknown; a stream as {@code name:stream}
 * @param renamedFrom the path it had when it was first written to, null: it was not renamed
 * @param startNanos capture time of the first byte written
 * @param lastByteNanos capture time of the last confirmed byte, or, where no answer was seen, of the last byte
 * @param closeNanos capture time of the CLOSE that ended the writing, or -1
 * @param frameNumber the frame that confirmed the last byte or closed the file
 * @param writtenBytes confirmed bytes, with rewritten ones counted each time
 * @param sha256 of the whole content, 32 bytes; null: not every byte is known, or the file cannot be a program
 * @param headSha256 of the first 4,096 bytes, or of all, if there are fewer; null: unknown
 * @param missing ranges that are missing, {@code [from, to)} pairs; empty: none
 * @param source path of the source of a server-side copy; otherwise null
 * @param content the kept bytes; null: the file cannot be a program
 */
public record AssembledFile(
        long number,
        FileMark mark,
        boolean continues,
        SmbOpen open,
        String path,
        String renamedFrom,
        long startNanos,
        long lastByteNanos,
        long closeNanos,
        long frameNumber,
        long writtenBytes,
        Outcome outcome,
        boolean deleted,
        byte[] sha256,
        byte[] headSha256,
        long size,
        List<Range> missing,
        Cause cause,
        String source,
        Content content) {

    /** Bytes from {@code from} on, {@code to} not included. */
    public record Range(long from, long to) {
        /**
         * Written by hand, like {@link #hashCode}: the methods generated for records are slow until they are compiled.
         */
        @Override
        public boolean equals(Object other) {
            return other instanceof Range range && from == range.from && to == range.to;
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(from) + Long.hashCode(to);
        }
    }

    /** The server's answer to the writes. */
    public enum Outcome {
        SUCCESS,
        UNKNOWN,
        FAILURE
    }

    /** The reason for the report. */
    public enum Cause {
        WRITE,
        RENAME,
        COPY
    }

    /** Whether no byte is missing. */
    public boolean complete() {
        return missing.isEmpty();
    }
}
