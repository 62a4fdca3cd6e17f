package io.sharetap.event;

import java.nio.charset.StandardCharsets;

/**
 * Fuzz target: a line that should be a record. What is read as an event is written, read and written the same again.
 */
public final class EventFuzzer {
    private static final int REASON_CHARS_MAX = 2_000;
    private static final EventCodec CODEC = new EventCodec();

    private EventFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        EventCodec.Reading reading = CODEC.read(new String(input, StandardCharsets.UTF_8), 1);
        if (reading instanceof EventCodec.Reading.Refused refused) {
            require(!refused.reason().isBlank() && refused.reason().length() <= REASON_CHARS_MAX, refused.reason());
        } else if (reading instanceof EventCodec.Reading.Event first) {
            String written = CODEC.toJson(first.event());
            EventCodec.Reading again = CODEC.read(written, 1);
            require(again instanceof EventCodec.Reading.Event, "not read again: " + again + " of " + written);
            String twice = CODEC.toJson(((EventCodec.Reading.Event) again).event());
            require(twice.equals(written), "written " + written + "\nthen    " + twice);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
