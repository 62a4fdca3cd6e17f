package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.transfer.AssembledFile.Range;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not certain has no hash; what is certain, has. */
class FileDoubtTest {
    private final Bench bench = new Bench();
    private final byte[] program = Bench.program(20_000, 1);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void doesNotTakeAHoleForZerosWhereAWriteWentByUnseen() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, part(0, 8_000));
        MadeOpens.changeUnseen(bench.session);
        bench.write(open, 12_000, part(12_000, 20_000));
        bench.close(open);

        assertEquals(List.of(new Range(8_000, 12_000)), bench.only().missing());
        assertNull(bench.only().sha256());
    }

    @Test
    void isCertainOfNoByteWhereAWriteWentByUnseenAndThereIsNoHole() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        MadeOpens.changeUnseen(bench.session);
        bench.close(open);

        assertEquals(List.of(new Range(0, program.length)), bench.only().missing());
        assertNull(bench.only().sha256());
        assertNull(bench.only().headSha256());
    }

    @Test
    void takesZerosThatTheServerWroteForBytes() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        bench.assembler.onZeros(open, 8_000, 12_000, bench.tick());
        bench.close(open);

        byte[] zeroed = program.clone();
        Arrays.fill(zeroed, 8_000, 12_000, (byte) 0);
        assertWhole(bench.only(), zeroed);
    }

    @Test
    void doesNotHashZerosWithoutEndHoweverOftenItIsAsked() {
        for (int times = 0; times < 4; times++) {
            SmbOpen open = times == 0 ? bench.create("a.exe") : bench.open("a.exe", 1L << 62);
            bench.write(open, 0, program);
            bench.assembler.onEndOfFile(open, 1L << 62, bench.tick());
            bench.close(open);
            assertNull(bench.last().sha256());
        }
    }

    @Test
    void isCertainAgainOfWhatIsBegunAnew() {
        MadeOpens.changeUnseen(bench.session);
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void isNotCertainOfACopyOfWhatIsNotCertain() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        MadeOpens.changeUnseen(bench.session);
        SmbOpen copy = bench.create("b.bin");
        bench.assembler.onCopy(open, 0, copy, 0, program.length, bench.tick());
        bench.close(copy);

        assertNull(bench.only().sha256());
    }

    @Test
    void doubtsTwoFilesWithoutANameThatMayBeOne() {
        SmbOpen one = bench.opened(MadeOpens.openUnseen(bench.session, "ADMIN$"));
        SmbOpen other = bench.opened(MadeOpens.openUnseen(bench.session, "ADMIN$"));
        bench.write(one, 0, program);
        bench.write(other, 0, program);
        bench.close(one);
        bench.close(other);

        assertEquals(2, bench.told.size());
        bench.told.forEach(told -> assertNull(told.file().sha256()));
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(program, from, to);
    }

    private static void assertWhole(AssembledFile file, byte[] content) {
        assertEquals(List.of(), file.missing());
        assertArrayEquals(Bench.sha256(content), file.sha256());
    }
}
