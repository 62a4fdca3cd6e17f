package io.sharetap.capture;

import io.sharetap.base.ByteWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Fuzz target: a capture of any format, packed or not, read as a file and from standard input; both must give the same
 * frames and find the same damage. The first byte says how much memory there is for frames and how fast it is released.
 */
public final class CaptureFuzzer {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final int FRAMES_A_POLL = 7;
    private static final int FRAMES_MAX = 200_000;
    private static final int POLLS_IN_VAIN_MAX = 3;
    private static final CaptureMemory SMALL = new CaptureMemory(256, 3, 128, 3);
    private static final CaptureMemory LARGE = CaptureMemory.forALook();
    private static final Path FILE = file();

    private CaptureFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        int setUp = input.length == 0 ? 0 : input[0];
        CaptureMemory memory = (setUp & 1) == 0 ? LARGE : SMALL;
        boolean atOnce = (setUp & 2) == 0;
        byte[] capture = new byte[Math.max(0, input.length - 1)];
        System.arraycopy(input, input.length - capture.length, capture, 0, capture.length);
        Files.write(FILE, capture);
        Reading read = new Reading(memory, atOnce, FILE, InputStream.nullInputStream());
        Reading streamed = new Reading(memory, atOnce, STANDARD_INPUT, new ByteArrayInputStream(capture));
        if (!read.reported().equals(streamed.reported())) {
            throw new AssertionError("as a file: " + read.reported() + "\nas a stream: " + streamed.reported());
        }
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("sharetap", ".fuzz");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One capture, read to its end. */
    private static final class Reading implements FrameSink, CaptureReport {
        private final CRC32 sum = new CRC32();
        private final List<String> damage = new ArrayList<>();
        private long frames;

        Reading(CaptureMemory memory, boolean atOnce, Path path, InputStream stream) throws IOException {
            try (CaptureFiles source = CaptureFiles.open(List.of(path), stream, this, memory)) {
                int inVain = 0;
                int given = source.poll(this, FRAMES_A_POLL);
                while (given >= 0 && frames < FRAMES_MAX) {
                    inVain = given == 0 ? inVain + 1 : 0;
                    require(inVain <= POLLS_IN_VAIN_MAX, "all is released, but no frame comes");
                    if (atOnce || given == 0) {
                        source.release(frames);
                    }
                    given = source.poll(this, FRAMES_A_POLL);
                }
            }
            require(damage.size() <= 1, "damage: " + damage);
        }

        String reported() {
            return frames + " frames, " + sum.getValue() + ", " + damage;
        }

        @Override
        public void onFrame(int linkType, ByteWindow frame, int wireBytes, long epochNanos, long frameNumber) {
            require(frameNumber == ++frames, "frame " + frameNumber + " after " + (frames - 1));
            require(wireBytes >= frame.length(), wireBytes + " on the wire, captured " + frame.length());
            byte[] bytes = new byte[frame.length()];
            frame.copyTo(0, bytes, 0, bytes.length);
            sum.update(bytes);
            for (long number : new long[] {linkType, wireBytes, epochNanos}) {
                for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                    sum.update((int) (number >>> shift));
                }
            }
        }

        @Override
        public void onDamage(CaptureDamage found) {
            require(found.byteOffset() >= 0 && !found.reason().isBlank(), found.toString());
            damage.add("byte " + found.byteOffset() + ": " + found.reason());
        }

        @Override
        public void onSkipped(String entry, String reason) {
            throw new AssertionError("a file that was named was skipped: " + entry);
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError(otherwise);
            }
        }
    }
}
