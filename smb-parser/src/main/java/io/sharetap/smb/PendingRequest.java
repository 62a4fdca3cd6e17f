package io.sharetap.smb;

/** Holds a request from when it is seen until it is answered. Pooled. */
final class PendingRequest extends TableEntry {
    /** Says what is assumed of the request's open where no answer is seen. */
    enum IfUnanswered {
        /** It stays open. */
        OPEN_STAYS,
        /** The request asked to close it, and it is taken to be closed. */
        OPEN_ENDS,
        /** The request asked to open it; if it was not used so far, it is taken never to have been open. */
        OPEN_WAS_NOT
    }

    /** What a command remembers besides a text. */
    interface Detail {
        /** The memory it takes, in characters. */
        int chars();
    }

    ConnectionState connection;
    int command;
    long messageId;
    long clockNanos;
    long frameNumber;

    /** The frame of the request's last byte. */
    long askedFrame;

    SmbSession session;
    TreeConnect tree;
    SmbOpen open;
    SmbWrite write;

    /** The pipe out of which the answer gives bytes; null: none. */
    SmbOpen pipe;

    /** What becomes of its open if the answer is not seen. */
    IfUnanswered ifUnanswered = IfUnanswered.OPEN_STAYS;

    /** Further facts that the command remembers, of its own type; null: none. */
    Object detail;

    /** It changes a file if it is granted: where no answer is seen, the file is in doubt. */
    boolean changes;

    /** A size, an offset or flags, depending on the command. */
    long number;

    long secondNumber;

    /** The kind of request within the command, such as the information class or the control code. */
    int kind;

    /** The WRITE's data is still passing: an answer that comes now must wait. */
    boolean streaming;

    /** The answer came and waits for the end of the data. */
    boolean answered;

    int status;
    int count;
    long answerFrame;
    long answerFromFrame;

    /** Neighbours in the connection's list, older and newer, then in the open's. */
    PendingRequest olderOfConnection;

    PendingRequest newerOfConnection;
    PendingRequest previousWrite;
    PendingRequest nextWrite;

    /** Neighbours among the unanswered changes of the host pair, older and newer. */
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
     * The earliest frame in which the server can have done what was asked for: after the request, and after the acts
     * that it answered before. Where the request was captured after its answer, it sets no bound.
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
