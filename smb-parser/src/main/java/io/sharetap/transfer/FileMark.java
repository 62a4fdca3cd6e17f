package io.sharetap.transfer;

/** Is the same object in every report of a file, and is gone when the file is forgotten. */
public final class FileMark {
    /** Whatever the sink wants to find again at the next report of the file; most have no next. Null: nothing. */
    public Object told;
}
