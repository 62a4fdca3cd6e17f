package io.sharetap.output.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReceiverTest {
    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock();
    private final List<Loss> refused = new ArrayList<>();
    private int taken;

    private final Receiver.Progress progress = new Receiver.Progress() {
        @Override
        public void taken(int count) {
            taken += count;
        }

        @Override
        public void refused(Loss reason) {
            refused.add(reason);
        }
    };

    private FileReceiver receiver(long bytesMax, long everyMillis, long keep) {
        return new FileReceiver(file(), new Rotation(bytesMax, everyMillis, keep, clock));
    }

    private Path file() {
        return folder.resolve("new/records.jsonl");
    }

    private void put(FileReceiver receiver, int from, int to) throws IOException {
        receiver.deliver(
                FakeReceiver.texts(from, to).stream().map(FakeReceiver::message).toList(), progress);
    }

    @Test
    void appendsALineEachToAFileThatOthersCannotRead() throws IOException {
        FileReceiver receiver = receiver(0, 0, 0);
        put(receiver, 0, 3);
        receiver.close();
        FileReceiver next = receiver(0, 0, 0);
        put(next, 3, 5);
        next.close();
        assertEquals(FakeReceiver.texts(0, 5), Files.readAllLines(file()));
        assertEquals(5, taken);
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
        assertTrue(mode.matches("rw-[r-]-----"), mode);
    }

    @Test
    void endsALineThatAKillTore() throws IOException {
        Files.createDirectories(folder.resolve("new"));
        Files.writeString(file(), "record 0\nrecor");
        FileReceiver receiver = receiver(0, 0, 0);
        put(receiver, 1, 2);
        receiver.close();
        assertEquals(List.of("record 0", "recor", "record 1"), Files.readAllLines(file()));
    }

    @Test
    void followsThePathWhereSomebodyElseMovesOrDeletesTheFile() throws IOException {
        FileReceiver receiver = receiver(0, 0, 0);
        put(receiver, 0, 1);
        Path moved = folder.resolve("new/records.jsonl.1");
        Files.move(file(), moved);
        put(receiver, 1, 2);
        assertEquals(List.of("record 0"), Files.readAllLines(moved));
        assertEquals(List.of("record 1"), Files.readAllLines(file()));
        Files.delete(file());
        receiver.onPause();
        assertTrue(Files.exists(file()), "it is looked for each second, whether there are records or not");
        Files.move(file(), folder.resolve("new/records.jsonl.2"));
        Files.createFile(file());
        put(receiver, 2, 3);
        assertEquals(List.of("record 2"), Files.readAllLines(file()));
        receiver.close();
    }

    @Test
    void goesOnBehindTheCopyOfAFileThatWasTruncated() throws IOException {
        FileReceiver receiver = receiver(0, 0, 0);
        put(receiver, 0, 2);
        Files.write(file(), new byte[0]); // what logrotate's copytruncate does
        put(receiver, 2, 3);
        receiver.close();
        assertEquals(List.of("record 2"), Files.readAllLines(file()));
    }

    @Test
    void rotatesBySizeUnderNamesThatSortAndKeepsSoMany() throws IOException {
        FileReceiver receiver = receiver(30, 0, 2);
        for (int i = 0; i < 12; i++) {
            put(receiver, i, i + 1);
        }
        receiver.close();
        List<Path> files = files();
        assertEquals(3, files.size(), files.toString());
        List<String> lines = new ArrayList<>();
        for (Path each : files) {
            assertTrue(Files.size(each) <= 30);
            lines.addAll(Files.readAllLines(each));
        }
        assertEquals(FakeReceiver.texts(3, 12), lines);
        assertEquals(
                "records-20261128T000000.002Z.jsonl", files.get(1).getFileName().toString());
    }

    @Test
    void rotatesByTimeAlsoWhereNothingComesAndAcrossRuns() throws IOException {
        FileReceiver receiver = receiver(0, 3_600_000, 0);
        put(receiver, 0, 1);
        clock.now = clock.now.plusSeconds(3_599);
        put(receiver, 1, 2);
        assertEquals(1, files().size());
        clock.now = clock.now.plusSeconds(1);
        receiver.onPause();
        assertEquals(2, files().size());
        clock.now = clock.now.plusSeconds(3_600);
        receiver.onPause();
        assertEquals(2, files().size(), "an empty file is no period of its own");
        put(receiver, 2, 3);
        receiver.close();
        Files.setLastModifiedTime(file(), java.nio.file.attribute.FileTime.from(clock.now));
        clock.now = clock.now.plusSeconds(3_600);
        FileReceiver next = receiver(0, 3_600_000, 0);
        put(next, 3, 4);
        next.close();
        List<List<String>> lines = new ArrayList<>();
        for (Path each : files()) {
            lines.add(Files.readAllLines(each));
        }
        assertEquals(List.of(List.of("record 0", "record 1"), List.of("record 2"), List.of("record 3")), lines);
    }

    @Test
    void saysThatAFolderIsNoFile() throws IOException {
        Files.createDirectories(file());
        FileReceiver receiver = receiver(0, 0, 0);
        assertThrows(IOException.class, () -> put(receiver, 0, 1));
        Files.delete(file());
        put(receiver, 0, 1);
        receiver.close();
        assertEquals(List.of("record 0"), Files.readAllLines(file()));
    }

    /** Those put aside, by name, then the present one. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("new"))) {
            List<Path> files = new ArrayList<>(all.sorted().toList());
            files.remove(file());
            files.add(file());
            return files;
        }
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-28T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
