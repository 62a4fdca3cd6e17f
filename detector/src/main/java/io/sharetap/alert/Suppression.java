package io.sharetap.alert;

import java.util.Locale;

/** Names why an alert was not raised. */
public enum Suppression {
    /** The baseline has not seen enough days. */
    ACTIVATION,
    /** The client distributes software in this place. */
    DISTRIBUTOR;

    /** The label under which metrics and summaries show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
