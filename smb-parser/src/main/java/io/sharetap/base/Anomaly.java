package io.sharetap.base;

/**
 * Names every oddity of the input that is counted instead of thrown: one constant, one metric label, one sentence.
 *
 * <p>Each constant has a test that reaches it; {@code AnomalyCoverageTest} fails when one has none.
 */
public enum Anomaly {
    FRAME_TRUNCATED("frame", "The frame ends before a header that it announces."),
    LINK_LAYER_UNKNOWN("frame", "The capture's link type is none that we decode."),
    IP_HEADER_INVALID("frame", "An IP header contradicts itself."),
    IP_FRAGMENT_SKIPPED("frame", "A fragment of an IP datagram was passed over."),
    TCP_HEADER_INVALID("frame", "A TCP header contradicts itself."),
    FRAME_HANDLING_FAILED("pipeline", "Our own code failed on a frame: a fault of ours, the frame was given up.");

    private final String room;
    private final String sentence;

    Anomaly(String room, String sentence) {
        this.room = room;
        this.sentence = sentence;
    }

    /** The room that notices it. */
    public String room() {
        return room;
    }

    /** What it means, for people. */
    public String sentence() {
        return sentence;
    }

    /** The label under which metrics and summaries show it, such as {@code ip_header_invalid}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
