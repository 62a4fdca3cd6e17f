package io.sharetap.baseline;

import java.io.IOException;

/** A stored baseline is damaged, and was to be left as it is. */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }
}
