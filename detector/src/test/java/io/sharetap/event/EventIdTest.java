package io.sharetap.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
    void distinguishesEveryFact() {
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
    void isMadeAgainOfItsHalves() {
        EventId ids = new EventId();
        for (int number = 0; number < 300; number++) {
            String id = ids.begin("a", number, CLIENT, SERVER).text();
            assertEquals(id, EventId.text(ids.first(), ids.second()));
        }
    }

    /** Scripts keep ids: they must not change from one version to the next. */
    @Test
    void staysWhatItIs() {
        assertEquals(
                "1d38c7d76f7fa9e93592ee2ee530dcca",
                EventId.of("smb-file-write", 1_700_000_000_123_456_789L, CLIENT, SERVER, "1f", "2", "a\\b.exe"));
    }
}
