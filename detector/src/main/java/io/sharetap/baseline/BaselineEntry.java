package io.sharetap.baseline;

import io.sharetap.event.IpAddress;
import java.util.Arrays;

/**
 * An entry of a baseline on its way to another one, under its names and in its form in exports:
 * {@code docs/formats/baseline.md}.
 *
 * @param map its name
 */
public record BaselineEntry(String map, byte[] key, byte[] value) {
    /** What an entry is about: it is kept where that one's history is kept. */
    public enum About {
        /** A client. */
        CLIENT,
        /** A destination. */
        DESTINATION,
        /** An executable by its whole content. */
        EXECUTABLE,
        /** An executable by its head. */
        HEAD,
        /** An executable that raised a high alert, which every part has to know. */
        HOLD
    }

    private static final String CROWDS = "crowds";

    /**
     * What the entry is about.
     *
     * @throws IllegalArgumentException it is no entry of a baseline
     */
    public About about() {
        return switch (map) {
            case "executables", WritesOfDay.NAME -> About.EXECUTABLE;
            case "heads" -> About.HEAD;
            case "destinations" -> About.DESTINATION;
            case "clients", "places", "pairs" -> About.CLIENT;
            case "holds" -> About.HOLD;
            case CROWDS ->
                switch (owner()) {
                    case EXECUTABLE -> About.EXECUTABLE;
                    case HEAD -> About.HEAD;
                    case CLIENT, PLACE -> About.CLIENT;
                };
            default -> throw new IllegalArgumentException("no map of a baseline: " + map);
        };
    }

    Crowds.Owner owner() {
        Crowds.Owner[] owners = Crowds.Owner.values();
        if (key[0] < 0 || key[0] >= owners.length) {
            throw new IllegalArgumentException("nobody owns this sketch");
        }
        return owners[key[0]];
    }

    private int from() {
        return map.equals(CROWDS) ? 1 : 0;
    }

    /** The client or destination that it is about. */
    public IpAddress host() {
        return Keys.address(keyEntry(), from());
    }

    /** The key of the executable or head that it is about. */
    public byte[] executable() {
        if (map.equals(WritesOfDay.NAME)) {
            return Arrays.copyOfRange(key, BaselineMaps.HOST_KEY + 1, WritesOfDay.KEY_LENGTH);
        }
        int length = about() == About.HEAD ? BaselineMaps.HEAD_KEY : BaselineMaps.EXECUTABLE_KEY;
        return Arrays.copyOfRange(key, from(), from() + length);
    }

    /** For a destination: the last day on which it was seen to be a domain controller; 0 where it was not. */
    public int controllerDay() {
        return map.equals("destinations") ? DestinationRecord.controllerDay(valueEntry()) : 0;
    }

    Entry keyEntry() {
        return filled(key);
    }

    /** For a sketch: the key of its owner. */
    Entry ownerKey(int length) {
        return filled(Arrays.copyOfRange(key, 1, 1 + length));
    }

    Entry valueEntry() {
        return filled(value);
    }

    private static Entry filled(byte[] bytes) {
        Entry entry = Keys.sized(bytes.length);
        entry.copyIn(0, bytes, bytes.length);
        return entry;
    }
}
