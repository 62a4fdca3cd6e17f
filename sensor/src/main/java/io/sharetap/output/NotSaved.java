package io.sharetap.output;

import java.util.Locale;

/** Says why an executable was not saved. */
public enum NotSaved {
    /** It is larger than allowed. */
    TOO_LARGE("larger than extract-bytes-per-file"),
    /** The folder is full. */
    FOLDER_FULL("the folder holds as much as extract-bytes-max allows"),
    /** Not all of its bytes were kept until its hash was known. */
    CONTENT_NOT_KEPT("neither limits.content-bytes-max nor the spool had room for all of their bytes"),
    /** The disk failed. */
    DISK_FAILED("the disk did not take them");

    private final String why;

    NotSaved(String why) {
        this.why = why;
    }

    /** The reason for people, with the setting that it depends on. */
    public String why() {
        return why;
    }

    /** The name in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
