package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dump of this process's memory holds of a password, garbage included. */
class SecretsInMemoryTest {
    private static final byte[] BEGINNING = "password alice ".getBytes(StandardCharsets.US_ASCII);
    private static final int SECRET_BYTES = 24;
    private static final int STEP = 37;

    @TempDir
    private Path folder;

    @Test
    void aPasswordIsGoneOnceItsFileWasRead() throws IOException {
        System.gc(); // makes the dump smaller
        byte[] file = line('b');
        Secrets secrets = KeyFile.read(file);
        Arrays.fill(file, (byte) 0); // as who read the file does
        byte[] kept = line('a');
        Path dump = folder.resolve("memory.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), false);
        assertEquals("0 sessions, 1 accounts, no keytab", secrets.toString());
        assertEquals('a', kept[BEGINNING.length]);
        assertTrue(holds(dump, 'a', 1), "the search finds what is kept");
        assertFalse(holds(dump, 'b', 1));
        assertFalse(holds(dump, 'b', 2), "in UTF-16");
    }

    /** A line with a password whose first character is given; each further one is {@link #following} the one before. */
    private static byte[] line(int first) {
        byte[] line = Arrays.copyOf(BEGINNING, BEGINNING.length + SECRET_BYTES);
        int next = first;
        for (int i = BEGINNING.length; i < line.length; i++) {
            line[i] = (byte) next;
            next = following(next);
        }
        return line;
    }

    private static int following(int character) {
        return 'a' + (character - 'a' + STEP) % 26;
    }

    /** Whether the secret is in the file, its characters {@code stride} bytes apart. */
    private static boolean holds(Path file, int first, int stride) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            int[] run = new int[stride]; // how many characters of the secret end at the latest byte of each phase
            int[] latest = new int[stride];
            int phase = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                boolean follows = run[phase] > 0 && next == following(latest[phase]);
                run[phase] = follows ? run[phase] + 1 : next == first ? 1 : 0;
                latest[phase] = next;
                if (run[phase] == SECRET_BYTES) {
                    return true;
                }
                phase = (phase + 1) % stride;
            }
        }
        return false;
    }
}
