package io.sharetap.smb;

/** Holds a request between its sight and its answer. Pooled. */
final class PendingRequest extends TableEntry {
    /** What is taken for true of the request's open when no answer was seen. */
    enum IfUnanswered {
        /** It is as before. */
        OPEN_STAYS,
        /** It was to be closed and is. */
        OPEN_ENDS,
        /** It was to be opened; if nothing was done with it so far, it never was. */
        OPEN_WAS_NOT
    }

    /** What a command remembers beside a text. */
    interface Detail {
        /** How much memory it takes, in characters. */
        int chars();
    }

    ConnectionState connection;
    int command;
    long messageId;
    long clockNanos;
    long frameNumber;

    /** The frame in which the last of it came. */
    long askedFrame;

    SmbSession session;
    TreeConnect tree;
    SmbOpen open;
    SmbWrite write;

    /** The pipe out of which its answer gives bytes; null: none. */
    SmbOpen pipe;

    /** What its open comes to if the answer is not seen. */
    IfUnanswered ifUnanswered = IfUnanswered.OPEN_STAYS;

    /** What else the command has to remember, of its own kind; null: nothing. */
    Object detail;

    /** Granted, it changes a file: where no answer is seen, that is in doubt. */
    boolean changes;

    /** A size, an offset or flags, as the command needs it. */
    long number;

    long secondNumber;

    /** What is asked for within the command, such as the information class or the control code. */
    int kind;

    /** The WRITE's data is still going by: an answer that comes now must wait. */
    boolean streaming;

    /** The answer that waits. */
    boolean answered;

    int status;
    int count;
    long answerFrame;
    long answerFromFrame;

    /** Neighbours in the connection's list, from old to new, and in the open's. */
    PendingRequest olderOfConnection;

    PendingRequest newerOfConnection;
    PendingRequest previousWrite;
    PendingRequest nextWrite;

    /** Neighbours among the changes that its hosts wait for, from old to new. */
    PendingRequest olderChange;

    PendingRequest newerChange;

    @Override
    int chars() {
        if (detail instanceof Detail described) {
            return described.chars();
        }
        return detail instanceof String text ? text.length() : 0;
    }

    /**
     * The frame in which the server did what is asked for at the earliest: behind the request, and behind what it
     * answered before. Where the request came behind its answer, the capture is out of order and tells nothing of it.
     */
    long doneFrom(long answeredBeforeFrame, long answeredFrame) {
        return askedFrame <= answeredFrame ? Math.max(askedFrame, answeredBeforeFrame) : answeredBeforeFrame;
    }

    void clear() {
        connection = null;
        session = null;
        tree = null;
        open = null;
        write = null;
        pipe = null;
        ifUnanswered = IfUnanswered.OPEN_STAYS;
        detail = null;
        changes = false;
        number = 0;
        secondNumber = 0;
        kind = 0;
        streaming = false;
        answered = false;
        status = 0;
        count = 0;
    }
}
