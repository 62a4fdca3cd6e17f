package io.sharetap.event;

import java.util.List;

/**
 * Says that a file was written to a share ({@code smb-file-write}); an executable write where {@link #pe} is there.
 *
 * @param id {@code event.id}
 * @param position the frame that told it, or the line of the input
 * @param startNanos {@code event.start}, capture time of the first byte; -1: unknown
 * @param endNanos {@code event.end}; -1: unknown
 * @param path inside the share, {@code \} between names, a stream as {@code name:stream}; null: unknown
 * @param size bytes, as the server holds it in the end; -1: unknown
 * @param sha256 32 bytes, null where not every byte is known
 * @param headSha256 32 bytes, of the first 4,096 bytes; null where they are not known
 * @param missing {@code [from, to)} pairs, empty where complete
 * @param renamedFrom null: not renamed
 * @param stream the alternate data stream's name, null: none
 * @param continues {@code event.id} of the record that this one goes on from; null: none
 * @param pe null: no PE
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
        String stream,
        String continues,
        PeSummary pe)
        implements SensorEvent {

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

    /** {@code file.name}; null: unknown. */
    public String name() {
        return path == null ? null : FilePath.name(path);
    }

    /** {@code file.extension} as written; null: there is none, or no path is known. */
    public String extension() {
        return path == null ? null : FilePath.extension(path);
    }

    /** True: every byte is known. */
    public boolean complete() {
        return missing.isEmpty();
    }

    /** True: by its content this is a program. */
    public boolean executable() {
        return pe != null;
    }
}
