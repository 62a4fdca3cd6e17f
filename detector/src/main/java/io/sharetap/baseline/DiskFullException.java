package io.sharetap.baseline;

import java.io.IOException;

/** The disk has no room for a stored baseline; the message names the disk. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
