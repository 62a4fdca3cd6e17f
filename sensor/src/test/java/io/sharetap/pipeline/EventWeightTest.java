package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sharetap.event.CodeSignature;
import io.sharetap.event.Endpoints;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.PeSummary;
import io.sharetap.event.SmbContext;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waits is bounded by its weight, so a weight must not be less than the heap that is taken. */
class EventWeightTest {
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SECTIONS_MAX = 96;
    private static final byte[] SHORT = "a.exe".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] SECTION = ".section".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] LONG = "x".repeat(2_000).getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void anEventWeighsWhatItTakes() {
        assertWeighsEnough(() -> event(text(SHORT), List.of(), null));
    }

    @Test
    void aLongNameOutsideAsciiWeighsWhatItTakes() {
        String name = "\u4e16".repeat(30_000);
        assertTrue(EventWeight.of(event(name, List.of(), null)) > Character.BYTES * name.length());
    }

    @Test
    void aProgramWithManySectionsWeighsWhatItTakes() {
        assertWeighsEnough(() -> event(text(SHORT), List.of(), program(sections(SECTIONS_MAX), SHORT)));
    }

    @Test
    void aProgramThatSaysMuchOfItselfWeighsWhatItTakes() {
        assertWeighsEnough(() -> event(text(SHORT), List.of(), program(sections(1), LONG)));
    }

    @Test
    void manyMissingRangesWeighWhatTheyTake() {
        assertWeighsEnough(() -> event(
                text(SHORT),
                IntStream.range(0, 1_000)
                        .mapToObj(at -> new FileWrite.Range(at * 10L, at * 10L + 5))
                        .toList(),
                null));
    }

    private static void assertWeighsEnough(Supplier<FileWrite> made) {
        int weight = EventWeight.of(made.get());
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = THREAD.getCurrentThreadAllocatedBytes();
            FileWrite event = made.get();
            long bytes = THREAD.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, bytes);
            assertTrue(event.path() != null);
        }
        assertTrue(weight >= least, "weighs " + weight + ", takes " + least);
    }

    private static FileWrite event(String path, List<FileWrite.Range> missing, PeSummary pe) {
        Endpoints hosts = new Endpoints(
                new IpAddress(0, 1), 1, text(SHORT), null, new IpAddress(0, 2), 445, text(SHORT), null, null, -1);
        return new FileWrite(
                1,
                1,
                text(SHORT),
                1,
                1,
                FileWrite.Outcome.SUCCESS,
                hosts,
                new SmbContext("3.1.1", text(SHORT), text(SHORT), null, null, null, null),
                path,
                5,
                new byte[32],
                new byte[32],
                missing,
                true,
                true,
                false,
                null,
                null,
                null,
                null,
                pe,
                null,
                null);
    }

    private static PeSummary program(List<PeSummary.Section> sections, byte[] text) {
        return new PeSummary(
                "x64",
                1,
                text(text),
                text(text),
                text(text),
                text(text),
                text(text),
                text(text),
                null,
                text(text),
                sections,
                null,
                CodeSignature.of(false));
    }

    private static List<PeSummary.Section> sections(int count) {
        PeSummary.Section[] sections = new PeSummary.Section[count];
        Arrays.setAll(sections, at -> new PeSummary.Section(text(SECTION), at, at));
        return List.of(sections);
    }

    /** A text of its own, as decoders make them. */
    private static String text(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
