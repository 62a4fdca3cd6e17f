package io.sharetap.transfer;

import io.sharetap.base.Anomaly;
import io.sharetap.transfer.AssembledFile.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Says what a report tells of a file's content: its hashes and the missing ranges. */
record Verdict(byte[] sha256, byte[] headSha256, List<Range> missing) {

    /** The verdict on most files: no byte is missing, and no hash is needed. */
    private static final Verdict WHOLE = new Verdict(null, null, List.of());

    /** The verdict on a content of which no byte is certain. */
    static Verdict ofNothing(long size) {
        return new Verdict(null, null, List.of(new Range(0, Math.max(1, size))));
    }

    /** Whether a byte of the content is not known. */
    static boolean lacks(FileContent content, long hashedBytes) {
        ByteStates bytes = content.bytes();
        for (int run = 0; run < bytes.runs() && bytes.start(run) < content.size(); run++) {
            if (lackingFrom(content, run, hashedBytes) < Math.min(bytes.end(run), content.size())) {
                return true;
            }
        }
        return false;
    }

    static Verdict of(FileContent content, long hashedBytes, byte[] sha256, byte[] head, AssemblyState state) {
        ByteStates bytes = content.bytes();
        if (sha256 == null && head == null && !lacks(content, hashedBytes)) {
            return WHOLE;
        }
        List<Range> missing = new ArrayList<>(2);
        for (int run = 0; run < bytes.runs() && bytes.start(run) < content.size(); run++) {
            long from = lackingFrom(content, run, hashedBytes);
            long to = Math.min(bytes.end(run), content.size());
            int last = missing.size() - 1;
            if (last >= 0 && missing.get(last).to() == from && from < to) {
                missing.set(last, new Range(missing.get(last).from(), to));
            } else if (from < to) {
                missing.add(new Range(from, to));
            }
        }
        if (missing.size() > state.limits.missingRangesMax()) {
            state.ledger.note(Anomaly.MISSING_RANGES_MERGED);
            missing = mergeClosest(missing, state.limits.missingRangesMax());
        }
        return new Verdict(sha256, head, List.copyOf(missing));
    }

    /** The position in a run from which its bytes are not known; at or behind its end where all are known. */
    private static long lackingFrom(FileContent content, int run, long hashedBytes) {
        ByteStates bytes = content.bytes();
        return switch (bytes.state(run)) {
            case ByteStates.KEPT, ByteStates.ZERO -> ByteStates.END;
            // Bytes that a program's digest has passed count as known though they are not kept; other files need no
            // content.
            case ByteStates.PASSED ->
                content.kind() == ContentKind.PROGRAM ? Math.max(bytes.start(run), hashedBytes) : ByteStates.END;
            default -> bytes.start(run);
        };
    }

    /** Merges ranges across the smallest gaps of known bytes until no more than {@code max} are left. */
    private static List<Range> mergeClosest(List<Range> ranges, int max) {
        long[] between = new long[ranges.size() - 1];
        for (int i = 0; i < between.length; i++) {
            between[i] = ranges.get(i + 1).from() - ranges.get(i).to();
        }
        long[] sorted = between.clone();
        Arrays.sort(sorted);
        int joins = ranges.size() - max;
        long widest = sorted[joins - 1];
        List<Range> merged = new ArrayList<>(max);
        long from = ranges.get(0).from();
        for (int i = 0; i < between.length; i++) {
            if (joins > 0 && between[i] <= widest) {
                joins--;
            } else {
                merged.add(new Range(from, ranges.get(i).to()));
                from = ranges.get(i + 1).from();
            }
        }
        merged.add(new Range(from, ranges.get(ranges.size() - 1).to()));
        return merged;
    }
}
