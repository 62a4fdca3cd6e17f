package io.sharetap.transfer;

/** The same object in every report of a file; dropped when the file is forgotten. */
public final class FileMark {
    /** Whether the sink has set the numbers below. */
    public boolean set;

    /**
     * Two numbers for the sink, which finds them again at the next report of the file. Numbers and not an object, as
     * most files have no further report.
     */
    public long first;

    public long second;
}
