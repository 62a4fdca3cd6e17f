package io.sharetap.output;

import java.util.Locale;

/** Says why an executable was not saved. */
public enum NotSaved {
    /** It is larger than one may be. */
    TOO_LARGE,
    /** As much lies in the folder as may. */
    FOLDER_FULL,
    /** Not all of its bytes were kept until its hash was known. */
    CONTENT_NOT_KEPT,
    /** The disk did not take it. */
    DISK_FAILED;

    /** As it stands in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
