package io.sharetap.pe;

import static io.sharetap.base.FuzzWork.require;

import io.sharetap.base.FuzzWork;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.AssembledFile.Range;
import io.sharetap.transfer.Content;
import java.util.List;

/**
 * Fuzz target: the content of a file, of which a part may be lacking, in pieces. The first six bytes say how far the
 * pieces go, where bytes are lacking, how many, and how much longer the file claims to be.
 */
public final class PeFuzzer {
    private static final int HEAD_BYTES = 6;
    private static final int READS_MAX = 200_000;
    private static final long READ_BYTES_MAX = 64L << 20;
    private static final long ALLOCATED_MAX = 32L << 20;

    private PeFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzWork.bounded(ALLOCATED_MAX, () -> inspect(new Holed(input)));
    }

    private static void inspect(Content content) {
        Outcomes outcomes = new Outcomes();
        PeInspector inspector = new PeInspector(new Ledger(), outcomes);
        for (Range range : inspector.rangesToKeep(content).ranges()) {
            require(range.from() >= 0 && range.from() <= range.to(), "to be kept: " + range);
        }
        inspector.onFile(file(content), new Moment());
        require(outcomes.reported == 1, "told " + outcomes.reported + " times");
    }

    private static AssembledFile file(Content content) {
        return new AssembledFile(
                1,
                null,
                false,
                null,
                null,
                null,
                0,
                0,
                0,
                1,
                content.size(),
                AssembledFile.Outcome.SUCCESS,
                false,
                null,
                null,
                content.size(),
                List.of(),
                AssembledFile.Cause.WRITE,
                null,
                content);
    }

    /** Gives pieces, has holes, and counts how often it is asked. */
    private static final class Holed implements Content {
        private final byte[] input;
        private final int pieceBytes;
        private final int lackingFrom;
        private final int lackingTo;
        private final long size;
        private int reads;
        private long readBytes;

        Holed(byte[] input) {
            this.input = input;
            pieceBytes = at(0) == 0 ? Integer.MAX_VALUE : at(0) * 16;
            lackingFrom = at(1) << 8 | at(2);
            lackingTo = lackingFrom + at(3) * 16;
            size = Math.max(0, input.length - HEAD_BYTES) + (at(4) == 0 ? 0 : (long) at(5) << at(4) % 40);
        }

        private int at(int index) {
            return index < input.length ? input[index] & 0xFF : 0;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public boolean whole() {
            return false;
        }

        @Override
        public int read(long fileOffset, byte[] target, int targetAt, int count) {
            require(
                    fileOffset >= 0 && count >= 0 && targetAt >= 0 && targetAt + count <= target.length,
                    "a wrong read");
            require(++reads <= READS_MAX, "read too often");
            long known = input.length - HEAD_BYTES;
            boolean lacking = fileOffset >= lackingFrom && fileOffset < lackingTo;
            if (fileOffset >= known || lacking) {
                return 0;
            }
            long end = fileOffset < lackingFrom ? Math.min(known, lackingFrom) : known;
            int copied = (int) Math.min(Math.min(count, pieceBytes), end - fileOffset);
            System.arraycopy(input, HEAD_BYTES + (int) fileOffset, target, targetAt, copied);
            readBytes += copied;
            require(readBytes <= READ_BYTES_MAX, "read too much");
            return copied;
        }

        @Override
        public byte[] digest(String algorithm, List<Range> leftOut) {
            return ArrayContent.digestOf(this, algorithm, leftOut);
        }
    }

    private static final class Outcomes implements ExecutableSink {
        private int reported;

        @Override
        public void onExecutable(AssembledFile file, PeFacts pe, Moment now) {
            reported++;
            require(pe.machine() >= 0 && pe.machine() <= 0xFFFF, "machine " + pe.machine());
            require(pe.timeDateStamp() >>> 32 == 0, "time " + pe.timeDateStamp());
            require(pe.sections().size() <= 96, pe.sections().size() + " sections");
            require(pe.imphash() == null || pe.imphash().length() == 32, "imphash " + pe.imphash());
            require(pe.certificateTableOffset() >= 0 && pe.certificateTableBytes() >= 0, "certificates");
            require(!pe.architecture().isEmpty(), "architecture");
        }

        @Override
        public void onOtherFile(AssembledFile file, Moment now) {
            reported++;
        }
    }
}
