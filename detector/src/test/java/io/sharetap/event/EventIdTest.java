package io.sharetap.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventIdTest {
    private static final IpAddress CLIENT = IpAddress.parse("10.0.0.1");
    private static final IpAddress SERVER = IpAddress.parse("10.0.0.2");

    @Test
    void isTheSameForTheSameFacts() {
        assertEquals(EventId.of("a", 1, CLIENT, SERVER, "x"), EventId.of("a", 1, CLIENT, SERVER, "x"));
        assertEquals(32, EventId.of("a", 1, CLIENT, SERVER).length());
    }

    @Test
    void tellsEveryFactApart() {
        String id = EventId.of("a", 1, CLIENT, SERVER, "x", "y");
        assertNotEquals(id, EventId.of("b", 1, CLIENT, SERVER, "x", "y"));
        assertNotEquals(id, EventId.of("a", 2, CLIENT, SERVER, "x", "y"));
        assertNotEquals(id, EventId.of("a", 1, SERVER, CLIENT, "x", "y"));
        assertNotEquals(id, EventId.of("a", 1, CLIENT, SERVER, "xy", ""));
        assertNotEquals(id, EventId.of("a", 1, CLIENT, SERVER, "x", null));
        assertNotEquals(EventId.of("a", 1, CLIENT, SERVER, "\ud800"), EventId.of("a", 1, CLIENT, SERVER, "\ud801"));
    }

    @Test
    void isTheSameWhateverWasMadeBefore() {
        EventId ids = new EventId();
        for (long number : new long[] {0, 7, 10, 1_234_567_890_123L, Long.MAX_VALUE}) {
            String path = "p".repeat((int) (number % 1_000));
            assertEquals(
                    EventId.of("a", 1, CLIENT, SERVER, path, null, Long.toString(number)),
                    ids.begin("a", 1, CLIENT, SERVER)
                            .with(path)
                            .with(null)
                            .with(number)
                            .text());
        }
    }

    @Test
    void isMadeOfTheFactsOfAWriteThatWasGivenNone() {
        assertEquals(
                EventId.of("smb-file-write", 5, CLIENT, SERVER, "0x1f", "2", "a.txt", "77"),
                write(null, null).id());
        assertEquals(
                EventId.of("smb-server-side-copy", 5, CLIENT, SERVER, "0x1f", "2", "a.txt", "77"),
                write(null, new CopySource("b.txt")).id());
        assertEquals("given", write("given", null).id());
        FileWrite later = write(null, null).with(6, write(null, null).endpoints());
        assertEquals(write(null, null).id(), later.id());
    }

    private static FileWrite write(String id, CopySource copyOf) {
        return new FileWrite(
                5,
                77,
                id,
                5,
                5,
                FileWrite.Outcome.SUCCESS,
                new Endpoints(CLIENT, 50_000, null, null, SERVER, 445, null, null, null, -1),
                new SmbContext("3.1.1", "0x1f", "2", null, null, null, null),
                "a.txt",
                9,
                null,
                null,
                List.of(),
                true,
                true,
                false,
                null,
                copyOf,
                null,
                null,
                null,
                null,
                null);
    }

    /** Scripts keep ids: they must not change from one version to the next. */
    @Test
    void staysWhatItIs() {
        assertEquals(
                "1d38c7d76f7fa9e93592ee2ee530dcca",
                EventId.of("smb-file-write", 1_700_000_000_123_456_789L, CLIENT, SERVER, "1f", "2", "a\\b.exe"));
    }
}
