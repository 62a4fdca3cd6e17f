package io.sharetap.baseline;

import java.io.IOException;

/** Says that a folder has no room for a baseline. */
final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
