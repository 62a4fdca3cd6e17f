package io.sharetap.transfer;

import io.sharetap.smb.SmbOpen;
import java.util.List;

/**
 * Holds one file as the server's disk holds it after the writes that were seen, and how sure that is. Valid during the
 * call that hands it over.
 *
 * @param number from 1 a worker; the same number again: the client went on with the file of an earlier report; 0:
 *     nothing more will be told of it
 * @param mark the file's; null: nothing more will be told of it
 * @param continues true: an earlier report of this file was made, this one supersedes it
 * @param open the open that ended the writing, with session, tree and connection
 * @param path the path it has now, null: unknown; a stream as {@code name:stream}
 * @param renamedFrom the path it had when it was first written to, null: it was not renamed
 * @param startNanos capture time of the first byte written
 * @param lastByteNanos capture time of the last confirmed byte (of the last byte, where no answer was seen)
 * @param closeNanos capture time of the CLOSE that ended the writing, or -1
 * @param frameNumber the frame that confirmed the last byte or closed the file
 * @param writtenBytes bytes that were confirmed, rewritten ones counted again
 * @param sha256 of the whole content, 32 bytes; null: not every byte is known, or the file is no candidate
 * @param headSha256 of the first 4,096 bytes, or of all where fewer; null: unknown
 * @param missing ranges that are lacking, {@code [from, to)} pairs flattened; empty: none
 * @param source for a server-side copy, the path that it came from; else null
 * @param content the bytes that were kept; null: the file is no candidate for a program
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
