package io.sharetap.baseline;

import java.io.IOException;

/** A stored baseline is damaged, and the caller asked to leave such a one as it is. */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }
}
