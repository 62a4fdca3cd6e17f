package io.sharetap.transfer;

/** Is the same object in every report of a file, and is gone when the file is forgotten. */
public final class FileMark {
    /** True: the sink has set the numbers below. */
    public boolean set;

    /** Whatever the sink wants to find again at the next report of the file, in two numbers: most have no next. */
    public long first;

    public long second;
}
