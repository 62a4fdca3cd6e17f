package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.program;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import io.sharetap.smb.SmbSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who takes all that there is does not blind the sensor to others. */
class FileFairnessTest {
    private static final int CHUNK = ChunkStore.CHUNK_BYTES;

    @TempDir
    Path directory;

    private final byte[] flood = program(200 * CHUNK, 1);
    private final byte[] program = program(5 * CHUNK + 77, 2);

    @Test
    void givesContentOfTheFloodUpForAnothersProgram() {
        try (Bench bench = new Bench(MadeLimits.content(1 << 28, 16 * CHUNK, 32 * CHUNK), directory)) {
            SmbOpen flooding = floodBackwards(bench);
            assertTrue(bench.ledger.of(Anomaly.CONTENT_MEMORY_FULL) > 0);
            writeBackwardsAsOther(bench);
            assertEquals(hex(sha256(program)), hex(bench.only().sha256()));

            bench.close(flooding);
            assertFalse(bench.last().complete());
        }
    }

    @Test
    void givesUnansweredWritesOfTheFloodUpForAnothersProgram() {
        try (Bench bench = new Bench(MadeLimits.content(1 << 28, 16 * CHUNK, 0), null)) {
            SmbOpen flooding = bench.create("flood.exe");
            for (int at = 0; at < flood.length; at += 4 * CHUNK) {
                bench.send(flooding, at, Arrays.copyOfRange(flood, at, at + 4 * CHUNK));
            }
            writeBackwardsAsOther(bench);
            assertEquals(hex(sha256(program)), hex(bench.only().sha256()));

            bench.close(flooding);
            assertFalse(bench.last().complete());
            assertEquals(flood.length, bench.last().size());
        }
    }

    @Test
    void evictsFilesOfTheFloodBeforeOthers() {
        try (Bench bench = new Bench(MadeLimits.with(Map.of("filesMax", 10L)), null)) {
            SmbOpen other = openAsOther(bench, "slow.exe");
            bench.write(other, 0, Arrays.copyOf(program, CHUNK));
            List<SmbOpen> flooding = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                flooding.add(bench.create(i + ".exe"));
                bench.write(flooding.get(i), 0, Arrays.copyOf(program, 100));
            }
            bench.write(other, CHUNK, Arrays.copyOfRange(program, CHUNK, program.length));
            bench.close(other);
            assertEquals("slow.exe", bench.last().path());
            assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
        }
    }

    @Test
    void keepsContentOfAnothersFileWhileTheFloodClosesItsOwn() {
        try (Bench bench = new Bench(MadeLimits.content(1 << 28, 64 * CHUNK, 0), null)) {
            SmbOpen other = openAsOther(bench, "tool.exe");
            bench.write(other, 0, Arrays.copyOf(program, 2 * CHUNK));
            bench.close(other);
            for (int i = 0; i < 30; i++) {
                SmbOpen flooding = bench.create(i + ".exe");
                bench.write(flooding, 0, Arrays.copyOf(flood, 3 * CHUNK));
                bench.close(flooding);
            }
            SmbOpen again = openAgainAsOther(bench, "tool.exe", 2 * CHUNK);
            bench.write(again, 100, new byte[] {1, 2, 3});
            bench.close(again);
            byte[] patched = Arrays.copyOf(program, 2 * CHUNK);
            System.arraycopy(new byte[] {1, 2, 3}, 0, patched, 100, 3);
            assertEquals(hex(sha256(patched)), hex(bench.last().sha256()));
        }
    }

    @Test
    void keepsClosedFilesOfOthersWhenTheFloodHasTooMany() {
        try (Bench bench = new Bench(MadeLimits.with(Map.of("filesMax", 10L)), null)) {
            SmbOpen other = openAsOther(bench, "tool.exe");
            bench.write(other, 0, program);
            bench.close(other);
            for (int i = 0; i < 30; i++) {
                SmbOpen flooding = bench.create(i + ".exe");
                bench.write(flooding, 0, Arrays.copyOf(program, 100));
                bench.close(flooding);
            }
            SmbOpen again = openAgainAsOther(bench, "tool.exe", program.length);
            bench.write(again, 100, new byte[] {1, 2, 3});
            bench.close(again);
            assertTrue(bench.last().continues());
            assertEquals(21, bench.ledger.of(Anomaly.FILE_EVICTED));
        }
    }

    @Test
    void rangesOfTheFloodAreForgottenBeforeThoseOfOthers() {
        try (Bench bench = new Bench(MadeLimits.ranges(10_000, 1_000), null)) {
            SmbOpen flooding = bench.create("flood.exe");
            for (int i = 0; i < 1_500; i++) {
                bench.write(flooding, 2 * i, new byte[] {'M'});
            }
            SmbOpen other = openAsOther(bench, "slow.exe");
            for (int at = 20; at >= 0; at -= 2) {
                bench.write(other, at, Arrays.copyOfRange(program, at, at + 1));
            }
            for (int at = 19; at >= 0; at -= 2) {
                bench.write(other, at, Arrays.copyOfRange(program, at, at + 1));
            }
            bench.close(other);
            assertEquals(
                    hex(sha256(Arrays.copyOf(program, 21))), hex(bench.last().sha256()));
            bench.close(flooding);
            assertFalse(bench.last().complete());
        }
    }

    private SmbOpen floodBackwards(Bench bench) {
        SmbOpen flooding = bench.create("flood.exe");
        for (int at = flood.length - CHUNK; at >= 0; at -= CHUNK) {
            bench.write(flooding, at, Arrays.copyOfRange(flood, at, at + CHUNK));
        }
        return flooding;
    }

    private void writeBackwardsAsOther(Bench bench) {
        SmbOpen other = openAsOther(bench, "tool.exe");
        for (int at = 5 * CHUNK; at >= 0; at -= CHUNK) {
            bench.write(other, at, Arrays.copyOfRange(program, at, Math.min(program.length, at + CHUNK)));
        }
        bench.close(other);
    }

    private static SmbOpen openAsOther(Bench bench, String path) {
        SmbSession session = MadeOpens.session(MadeOpens.connection(3, 2), 8);
        return bench.opened(MadeOpens.open(session, "ADMIN$", path, Action.CREATED, 0));
    }

    private static SmbOpen openAgainAsOther(Bench bench, String path, long endOfFile) {
        SmbSession session = MadeOpens.session(MadeOpens.connection(3, 2), 8);
        return bench.opened(MadeOpens.open(session, "ADMIN$", path, Action.OPENED, endOfFile));
    }
}
