package io.sharetap.output;

import io.sharetap.alert.Severity;

/** Colours text for a terminal, or leaves it as it is. */
public enum Palette {
    PLAIN,
    ANSI;

    private static final String RESET = "\u001b[0m";

    String severity(Severity severity, String text) {
        return switch (severity) {
            case HIGH -> paint("\u001b[1;31m", text);
            case MEDIUM -> paint("\u001b[1;33m", text);
            case LOW -> paint("\u001b[1;36m", text);
        };
    }

    String strong(String text) {
        return paint("\u001b[1m", text);
    }

    String faint(String text) {
        return paint("\u001b[2m", text);
    }

    private String paint(String code, String text) {
        return this == PLAIN ? text : code + text + RESET;
    }
}
