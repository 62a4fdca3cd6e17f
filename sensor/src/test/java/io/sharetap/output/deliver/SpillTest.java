package io.sharetap.output.deliver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillTest {
    private static final int BYTES_MAX = 8 << 20;

    @TempDir
    private Path folder;

    @Test
    void givesBackWhatWasPutInAcrossFilesAndRuns() throws IOException {
        Spill spill = spill();
        List<Message> messages = messages(0, 3_000);
        putAll(spill, messages);
        assertEquals(3_000, spill.records());
        for (Message message : messages.subList(0, 10)) {
            spill.take(message);
        }
        spill.close();
        Spill next = spill();
        next.open();
        assertEquals(2_990, next.records());
        assertEquals(texts(10, 3_000), takeAll(next));
        assertEquals(0, next.bytes());
        next.close();
        try (var files = Files.list(folder.resolve("x"))) {
            assertEquals(
                    List.of("lock", "target"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static void putAll(Spill spill, List<Message> messages) throws IOException {
        int done = 0;
        while (done < messages.size()) {
            int more = spill.append(messages.subList(done, messages.size()));
            assertTrue(more > 0);
            done += more;
        }
    }

    @Test
    void keepsKeyAndKind() throws IOException {
        Spill spill = spill();
        spill.append(List.of(new Message(Message.Kind.ALERT, new byte[] {1, 2}, new byte[] {3})));
        Message back = spill.peek(1).get(0);
        assertEquals(Message.Kind.ALERT, back.kind());
        assertArrayEquals(new byte[] {1, 2}, back.key());
        assertArrayEquals(new byte[] {3}, back.body());
        spill.close();
    }

    @Test
    void putsWhatComesBeforeAllOthersFirst() throws IOException {
        Spill spill = spill();
        putAll(spill, messages(2, 4));
        spill.prepend(messages(0, 2));
        assertEquals(texts(0, 4), takeAll(spill));
        spill.close();
    }

    @Test
    void takesNoMoreThanItMay() throws IOException {
        Spill spill = new Spill(folder.resolve("x"), "x", 1 << 20);
        int more = 1;
        int kept = 0;
        while (more > 0) {
            more = spill.append(messages(kept, kept + 100));
            kept += more;
        }
        assertTrue(spill.bytes() <= 1 << 20);
        assertTrue(spill.bytes() > (1 << 20) - 2_000);
        assertEquals(texts(0, kept), takeAll(spill));
        spill.close();
    }

    @Test
    void cutsATailThatAKillTore() throws IOException {
        Spill spill = spill();
        putAll(spill, messages(0, 5));
        spill.close();
        Path file = spillFile();
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 1; cut < whole.length / 5; cut++) {
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length - cut));
            Spill next = spill();
            next.open();
            assertEquals(4, next.records());
            putAll(next, messages(4, 5));
            assertEquals(texts(0, 5), takeAll(next));
            next.close();
        }
    }

    @Test
    void doesNotGiveWhatWasSpoilt() throws IOException {
        Spill spill = spill();
        putAll(spill, messages(0, 2));
        Path file = spillFile();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2 - 1] ^= 1;
        Files.write(file, bytes, StandardOpenOption.WRITE);
        assertThrows(IOException.class, () -> spill.peek(BYTES_MAX));
        assertEquals(2, spill.drop());
        assertTrue(spill.isEmpty());
        spill.close();
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        Spill spill = spill();
        putAll(spill, messages(0, 1));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("x"))));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(spillFile())));
        Spill other = spill();
        IOException inUse = assertThrows(IOException.class, other::open);
        assertTrue(inUse.getMessage().contains("is in use"), inUse.getMessage());
        spill.close();
    }

    private Spill spill() {
        return new Spill(folder.resolve("x"), "file:/x", BYTES_MAX);
    }

    private Path spillFile() throws IOException {
        try (var files = Files.list(folder.resolve("x"))) {
            return files.filter(file -> file.toString().endsWith(".spill"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Message> messages(int from, int to) {
        return texts(from, to).stream().map(FakeReceiver::message).toList();
    }

    private static List<String> texts(int from, int to) {
        return FakeReceiver.texts(from, to).stream()
                .map(text -> text + " ".repeat(1_000))
                .toList();
    }

    private static List<String> takeAll(Spill spill) throws IOException {
        List<String> taken = new ArrayList<>();
        List<Message> next = spill.peek(10_000);
        while (!next.isEmpty()) {
            for (Message message : next) {
                taken.add(FakeReceiver.text(message));
                spill.take(message);
            }
            next = spill.peek(10_000);
        }
        return taken;
    }
}
