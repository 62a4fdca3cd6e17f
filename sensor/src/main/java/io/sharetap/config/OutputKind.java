package io.sharetap.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Says which outputs there are, how they are named, and which options each of them has. */
public enum OutputKind {
    /** Standard output. */
    STDOUT("stdout", "stdout"),
    /** JSON lines or CEF in a file, which may be rotated. */
    FILE("file:", "file:PATH");

    private static final ValueKind EVENTS = ValueKind.choice("none", "alerts", "executables", "all");

    private final String prefix;
    private final String form;
    private final Map<String, ValueKind> options = new LinkedHashMap<>();

    OutputKind(String prefix, String form) {
        this.prefix = prefix;
        this.form = form;
    }

    static {
        for (OutputKind kind : values()) {
            kind.options.put("events", EVENTS);
        }
        FILE.options.put("rotate-bytes", ValueKind.SIZE);
        FILE.options.put("rotate-every", ValueKind.DURATION);
        FILE.options.put("keep", ValueKind.WHOLE);
    }

    /** The kind that this target is of; throws {@link IllegalArgumentException} with the forms that there are. */
    static OutputKind of(String target) {
        StringBuilder forms = new StringBuilder();
        for (OutputKind kind : values()) {
            if (kind == STDOUT ? target.equals(kind.prefix) : target.startsWith(kind.prefix)) {
                return kind;
            }
            forms.append(forms.isEmpty() ? "" : ", ").append(kind.form);
        }
        throw new IllegalArgumentException("\"" + target + "\" is no output, which is one of " + forms);
    }

    /** What follows the kind in the target, checked. */
    String placeOf(String target) {
        String place = target.substring(prefix.length());
        if (this == FILE && OutputTarget.decoded(place).isEmpty()) {
            throw new IllegalArgumentException("\"" + target + "\" names no file; it is " + form);
        }
        return place;
    }

    /** Refuses an option that this kind has not, or a value that is none of it. */
    void check(String option, String value) {
        ValueKind kind = options.get(option);
        if (kind == null) {
            throw new IllegalArgumentException("the output " + form + " has no option \"" + option + "\"; it has "
                    + String.join(", ", options.keySet()));
        }
        try {
            kind.read(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is no value for the option " + option + ", which is " + kind.description(), e);
        }
    }
}
