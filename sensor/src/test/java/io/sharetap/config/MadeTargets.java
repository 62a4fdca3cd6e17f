package io.sharetap.config;

import java.util.List;

/** Makes targets of their text, as settings have it, for tests of the rooms that write to them. */
public final class MadeTargets {
    private MadeTargets() {}

    /** Of several, with white space between them. */
    public static List<OutputTarget> of(String text) {
        return OutputTarget.listOf(text);
    }

    /** Of one. */
    public static OutputTarget one(String text) {
        return OutputTarget.listOf(text).get(0);
    }
}
