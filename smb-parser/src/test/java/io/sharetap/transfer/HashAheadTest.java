package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Limits;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbWrite;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A large WRITE is hashed as it comes, and the hash is that of what the server confirms. */
class HashAheadTest {
    private static final int CHUNK = ChunkStore.CHUNK_BYTES;
    private static final int LARGE = 20 * CHUNK;

    final HashRing ring = ring();
    private final Bench bench = new Bench(Limits.defaults(), null, ring);
    private final byte[] program = Bench.program(2 * LARGE + 100, 1);
    private SmbOpen open;

    /** Null: nobody hashes beside. */
    HashRing ring() {
        return null;
    }

    @BeforeEach
    void create() {
        open = bench.create("a.exe");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aLargeWriteIsHashedBeforeItsAnswer() {
        SmbWrite write = send(0, LARGE);
        assertEquals(LARGE, hashed(write));
        bench.confirm(write, LARGE);
        check(part(0, LARGE));
    }

    @Test
    void chunkByChunkAsItComes() {
        SmbWrite write = MadeOpens.write(open, 0, LARGE);
        bench.assembler.onWrite(write, bench.tick());
        bench.piece(write, 0, part(0, CHUNK + 10));
        assertEquals(CHUNK, hashed(write));
        bench.piece(write, CHUNK + 10, part(CHUNK + 10, LARGE));
        bench.confirm(write, LARGE);
        check(part(0, LARGE));
    }

    @Test
    void aSmallOneIsNot() {
        SmbWrite write = send(0, PrefixHash.AHEAD_BYTES_MIN - 1);
        assertEquals(0, hashed(write));
        bench.confirm(write, PrefixHash.AHEAD_BYTES_MIN - 1);
        check(part(0, PrefixHash.AHEAD_BYTES_MIN - 1));
    }

    @Test
    void neitherIsOneElsewhereNorWhatIsNoProgram() {
        assertEquals(0, hashed(send(LARGE, 2 * LARGE)));
        SmbOpen other = bench.create("b.exe");
        byte[] text = part(0, LARGE);
        text[0] = 't';
        assertEquals(0, hashed(bench.send(other, 0, text)));
    }

    @Test
    void oneBehindTheOther() {
        SmbWrite first = send(0, LARGE);
        SmbWrite second = send(LARGE, program.length);
        assertEquals(program.length, hashed(second));
        bench.confirm(first, LARGE);
        assertEquals(program.length, hashed(second));
        bench.confirm(second, program.length - LARGE);
        check(program);
    }

    @Test
    void theSecondIsRefused() {
        SmbWrite first = send(0, LARGE);
        SmbWrite second = send(LARGE, program.length);
        bench.confirm(first, LARGE);
        bench.refuse(second);
        check(part(0, LARGE));
    }

    @Test
    void theFirstIsRefused() {
        SmbWrite first = send(0, LARGE);
        SmbWrite second = send(LARGE, program.length);
        bench.refuse(first);
        assertEquals(0, hashed(second));
        bench.confirm(second, program.length - LARGE);
        byte[] held = program.clone();
        Arrays.fill(held, 0, LARGE, (byte) 0);
        check(held);
    }

    @Test
    void theSecondIsConfirmedFirst() {
        SmbWrite first = send(0, LARGE);
        SmbWrite second = send(LARGE, program.length);
        bench.confirm(second, program.length - LARGE);
        bench.confirm(first, LARGE);
        check(program);
    }

    @Test
    void theServerWroteLess() {
        for (int count : new int[] {1, CHUNK, LARGE - 1}) {
            SmbOpen short1 = bench.create("short" + count + ".exe");
            SmbWrite write = bench.send(short1, 0, part(0, LARGE));
            bench.confirm(write, count);
            if (count > 1) {
                bench.close(short1);
                assertEquals(hex(sha256(part(0, count))), hex(bench.last().sha256()), count + " bytes");
            }
            SmbOpen again = count > 1 ? bench.open("short" + count + ".exe", count) : short1;
            bench.write(again, count, part(count, LARGE));
            bench.close(again);
            assertEquals(hex(sha256(part(0, LARGE))), hex(bench.last().sha256()), count + " bytes and the rest");
        }
    }

    @Test
    void anotherWriteToTheSamePlaceCameFirst() {
        SmbWrite write = send(0, LARGE);
        byte[] patch = Bench.program(CHUNK, 2);
        bench.write(open, CHUNK, patch);
        bench.confirm(write, LARGE);
        check(part(0, LARGE));
        SmbOpen other = bench.create("b.exe");
        write = bench.send(other, 0, part(0, LARGE));
        SmbWrite same = bench.send(other, 0, Bench.program(LARGE, 3));
        bench.confirm(same, LARGE);
        bench.confirm(write, LARGE);
        bench.close(other);
        assertEquals(hex(sha256(part(0, LARGE))), hex(bench.last().sha256()));
    }

    @Test
    void theSecondOverlapsTheFirst() {
        SmbWrite first = send(0, LARGE);
        SmbWrite second = bench.send(open, CHUNK, Bench.program(LARGE, 4));
        bench.confirm(first, LARGE);
        bench.confirm(second, LARGE);
        byte[] held = Arrays.copyOf(part(0, LARGE), LARGE + CHUNK);
        System.arraycopy(Bench.program(LARGE, 4), 0, held, CHUNK, LARGE);
        check(held);
    }

    @Test
    void theFileIsCutMeanwhile() {
        bench.write(open, 0, part(0, LARGE));
        SmbWrite write = send(LARGE, program.length);
        bench.assembler.onEndOfFile(open, CHUNK, bench.tick());
        bench.confirm(write, program.length - LARGE);
        byte[] held = program.clone();
        Arrays.fill(held, CHUNK, LARGE, (byte) 0);
        check(held);
    }

    @Test
    void theFileIsReportedMeanwhile() {
        SmbOpen second = bench.open("a.exe", 0);
        bench.write(second, 0, part(0, LARGE));
        SmbWrite write = send(LARGE, program.length);
        bench.close(second);
        bench.pass(120 * Bench.SECOND);
        bench.assembler.sweep(bench.tick());
        assertEquals(1, bench.reported.size());
        bench.confirm(write, program.length - LARGE);
        bench.close(open);
        assertEquals(1, bench.reported.size(), "it was given up, and told with what came");
        assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
    }

    @Test
    void aGapEndsIt() {
        SmbWrite write = MadeOpens.write(open, 0, LARGE);
        bench.assembler.onWrite(write, bench.tick());
        bench.piece(write, 0, part(0, 2 * CHUNK));
        bench.assembler.onWriteGap(write, 2 * CHUNK, 10, bench.tick());
        bench.piece(write, 2 * CHUNK + 10, part(2 * CHUNK + 10, LARGE));
        assertEquals(2 * CHUNK, hashed(write));
        bench.confirm(write, LARGE);
        bench.write(open, 2 * CHUNK, part(2 * CHUNK, 2 * CHUNK + 10));
        check(part(0, LARGE));
    }

    /** Else whoever sends would choose how often the same bytes are hashed. */
    @Test
    void whatWasInVainOnceIsNotTriedAgain() {
        bench.refuse(send(0, LARGE));
        SmbWrite write = send(0, LARGE);
        assertEquals(0, hashed(write));
        bench.confirm(write, LARGE);
        check(part(0, LARGE));
    }

    @Test
    void whatMemoryHasNoRoomForIsNotTakenForHashed() {
        try (Bench small = new Bench(MadeLimits.content(1 << 20, 8 * CHUNK, 0), null, ring)) {
            SmbOpen first = small.create("a.exe");
            SmbWrite write = small.send(first, 0, part(0, 7 * CHUNK));
            // Another pair of hosts has less, so that this one has to give.
            SmbOpen theirs = small.opened(MadeOpens.open(
                    MadeOpens.session(MadeOpens.connection(3, 4), 8), "ADMIN$", "b.exe", SmbOpen.Action.CREATED, 0));
            small.write(theirs, 0, part(0, 3 * CHUNK));
            small.confirm(write, 7 * CHUNK);
            small.close(first);
            assertEquals(null, small.last().sha256());
            small.close(theirs);
            assertEquals(hex(sha256(part(0, 3 * CHUNK))), hex(small.last().sha256()));
        }
    }

    private SmbWrite send(int from, int to) {
        return bench.send(open, from, part(from, to));
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(program, from, to);
    }

    private static long hashed(SmbWrite write) {
        return ((PendingWrite) write.attachment).file.content.hash().reached();
    }

    private void check(byte[] content) {
        bench.close(open);
        assertEquals(hex(sha256(content)), hex(bench.only().sha256()));
    }
}
