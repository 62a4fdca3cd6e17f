package io.sharetap.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableFolderTest {
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    private Path parent;

    private Path folder;
    private final byte[] program = new byte[200_000];
    private byte[] sha256;

    @BeforeEach
    void makeProgram() {
        new Random(1).nextBytes(program);
        sha256 = digest();
        folder = parent.resolve("programs");
    }

    @Test
    void savesUnderTheHashReadableByItsOwnerAlone() throws IOException {
        ExecutableFolder programs = new ExecutableFolder(folder, MEGABYTE, MEGABYTE);
        programs.save(sha256, program.length, this::read);
        Path saved = folder.resolve(HexFormat.of().formatHex(sha256));
        assertArrayEquals(program, Files.readAllBytes(saved));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)));
        assertEquals(1, programs.saved());
        assertEquals(1, files());
    }

    @Test
    void savesTheSameContentOnce() throws IOException {
        ExecutableFolder programs = new ExecutableFolder(folder, MEGABYTE, MEGABYTE);
        programs.save(sha256, program.length, this::read);
        programs.save(sha256, program.length, this::read);
        assertEquals(1, programs.saved());
        assertEquals(0, programs.notSaved());
    }

    @Test
    void leavesNothingWhereBytesAreNotToBeHad() throws IOException {
        ExecutableFolder programs = new ExecutableFolder(folder, MEGABYTE, MEGABYTE);
        programs.save(
                sha256,
                program.length,
                (offset, target, at, count) -> offset > 100_000 ? 0 : read(offset, target, at, count));
        assertEquals(1, programs.notSaved());
        assertEquals(0, files());
    }

    @Test
    void savesNothingUnderAHashThatIsAnothers() throws IOException {
        ExecutableFolder programs = new ExecutableFolder(folder, MEGABYTE, MEGABYTE);
        sha256[0]++;
        programs.save(sha256, program.length, this::read);
        assertEquals(1, programs.notSaved());
        assertEquals(0, files());
    }

    @Test
    void keepsToItsLimits() throws IOException {
        ExecutableFolder small = new ExecutableFolder(folder, program.length - 1, MEGABYTE);
        small.save(sha256, program.length, this::read);
        assertEquals(1, small.notSaved());
        ExecutableFolder few = new ExecutableFolder(folder, MEGABYTE, program.length - 1);
        few.save(sha256, program.length, this::read);
        assertEquals(1, few.notSaved());
        assertEquals(0, files());
    }

    @Test
    void countsWhatLiesInTheFolderAlready() throws IOException {
        new ExecutableFolder(folder, MEGABYTE, MEGABYTE).save(sha256, program.length, this::read);
        Files.write(folder.resolve("ab.worker-1.unfinished"), program);
        ExecutableFolder again = new ExecutableFolder(folder, MEGABYTE, 2 * program.length - 1);
        assertEquals(program.length, again.heldBytes());
        assertEquals(1, files(), "what was left unfinished goes");
        program[0]++;
        again.save(digest(), program.length, this::read);
        assertEquals(1, again.notSaved(NotSaved.FOLDER_FULL));
        assertEquals(program.length, again.heldBytes());
        ExecutableFolder larger = new ExecutableFolder(folder, MEGABYTE, 2 * program.length);
        larger.save(digest(), program.length, this::read);
        assertEquals(1, larger.saved());
        assertEquals(2L * program.length, larger.heldBytes());
    }

    @Test
    void whatIsNotSavedTakesNoRoom() throws IOException {
        ExecutableFolder programs = new ExecutableFolder(folder, MEGABYTE, program.length);
        programs.save(sha256, program.length, (offset, target, at, count) -> 0);
        assertEquals(1, programs.notSaved(NotSaved.CONTENT_NOT_KEPT));
        programs.save(sha256, program.length, this::read);
        assertEquals(1, programs.saved());
    }

    /** Links that somebody put where files are to come. */
    @Test
    void writesToNoOtherPlaceByLinks() throws IOException {
        Path victim = Files.writeString(parent.resolve("victim"), "mine");
        Files.createDirectory(folder);
        String name = HexFormat.of().formatHex(sha256);
        Path unfinished = folder.resolve(name + "." + Thread.currentThread().getName() + ".unfinished");
        Files.createSymbolicLink(unfinished, victim);
        ExecutableFolder programs = new ExecutableFolder(folder, MEGABYTE, MEGABYTE);
        programs.save(sha256, program.length, this::read);
        assertEquals("mine", Files.readString(victim));
        assertTrue(Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS));
        program[0]++;
        Path second = folder.resolve(HexFormat.of().formatHex(digest()));
        Files.createSymbolicLink(second, parent.resolve("elsewhere"));
        programs.save(digest(), program.length, this::read);
        assertFalse(Files.exists(parent.resolve("elsewhere")));
        assertTrue(Files.isRegularFile(second, LinkOption.NOFOLLOW_LINKS));
        assertEquals(2, programs.saved());
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(program);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsTheFirstFailureOfTheDisk() throws IOException {
        ExecutableFolder programs = new ExecutableFolder(folder, MEGABYTE, MEGABYTE);
        Files.delete(folder);
        programs.save(sha256, program.length, this::read);
        assertFalse(programs.firstFailure() == null);
        assertEquals(1, programs.notSaved());
    }

    private int read(long offset, byte[] target, int at, int count) {
        System.arraycopy(program, (int) offset, target, at, count);
        return count;
    }

    private long files() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
