package io.sharetap.event;

import java.util.List;

/**
 * Says that a file was written to a share ({@code smb-file-write}), or that the server made it as a copy of another
 * ({@code smb-server-side-copy}); an executable write where {@link #pe} is there.
 *
 * @param id {@code event.id}
 * @param position the frame that revealed it, or the line of the input
 * @param startNanos {@code event.start}, capture time of the first byte; -1: unknown
 * @param endNanos {@code event.end}; -1: unknown
 * @param path inside the share, {@code \} between names, a stream as {@code name:stream}; null: unknown
 * @param size in bytes, as the server holds the file in the end; -1: unknown
 * @param sha256 32 bytes, null where not every byte is known
 * @param headSha256 32 bytes, of the first 4,096 bytes; null where they are not known
 * @param missing {@code [from, to)} pairs, empty where complete
 * @param renamedFrom null: not renamed
 * @param copyOf the source, if the server made the copy; null: the client wrote the content itself
 * @param stream the alternate data stream's name, null: none
 * @param continues {@code event.id} of the record that this one continues; null: none
 * @param pe null: the content is no PE image
 * @param sha1 20 bytes, null where it is not asked for or not every byte is known
 * @param md5 16 bytes, likewise
 */
public record FileWrite(
        long epochNanos,
        long position,
        String id,
        long startNanos,
        long endNanos,
        Outcome outcome,
        Endpoints endpoints,
        SmbContext smb,
        String path,
        long size,
        byte[] sha256,
        byte[] headSha256,
        List<Range> missing,
        boolean closed,
        boolean createSeen,
        boolean deleted,
        String renamedFrom,
        CopySource copyOf,
        String stream,
        String continues,
        PeSummary pe,
        byte[] sha1,
        byte[] md5)
        implements SensorEvent {

    /** This write under another time, and between hosts of which more is known. */
    public FileWrite with(long otherNanos, Endpoints otherEndpoints) {
        return new FileWrite(
                otherNanos,
                position,
                id,
                startNanos,
                endNanos,
                outcome,
                otherEndpoints,
                smb,
                path,
                size,
                sha256,
                headSha256,
                missing,
                closed,
                createSeen,
                deleted,
                renamedFrom,
                copyOf,
                stream,
                continues,
                pe,
                sha1,
                md5);
    }

    /** This write, without any certainty on the content: more was done to the file than was seen. */
    public FileWrite ofUnknownContent() {
        return new FileWrite(
                epochNanos,
                position,
                id,
                startNanos,
                endNanos,
                outcome,
                endpoints,
                smb,
                path,
                size,
                null,
                null,
                List.of(new Range(0, Math.max(1, size))),
                closed,
                createSeen,
                deleted,
                renamedFrom,
                copyOf,
                stream,
                continues,
                pe,
                null,
                null);
    }

    /** {@code event.outcome}. */
    public enum Outcome {
        SUCCESS,
        UNKNOWN,
        FAILURE
    }

    /** Bytes from {@code from} on, {@code to} not included. */
    public record Range(long from, long to) {}

    @Override
    public IpAddress client() {
        return endpoints.client();
    }

    @Override
    public IpAddress destination() {
        return endpoints.destination();
    }

    /** Identifies the client wherever hosts are distinguished: its lease's host or, without a lease, its address. */
    public IpAddress clientIdentity() {
        return endpoints.clientIdentity();
    }

    /** Identifies the destination wherever hosts are distinguished, likewise. */
    public IpAddress destinationIdentity() {
        return endpoints.destinationIdentity();
    }

    /** {@code file.name}; null: unknown. */
    public String name() {
        return path == null ? null : FilePath.name(path);
    }

    /** {@code file.extension} as written; null: there is none, or no path is known. */
    public String extension() {
        return path == null ? null : FilePath.extension(path);
    }

    /** Whether every byte is known. */
    public boolean complete() {
        return missing.isEmpty();
    }

    /** Whether the content is a program. */
    public boolean executable() {
        return pe != null;
    }
}
