package io.sharetap.smb;

/**
 * Holds what the units of both dialects have in common: where in its message the unit lies, and which of its bytes are
 * to be streamed. One for each direction of a connection, reused.
 */
abstract class SmbUnit {
    final ConnectionState connection;
    MessageCursor cursor;

    /** Position in the message at which it begins, in bytes; -1: none is being read. */
    int at = -1;

    /** How many units of this message came before. */
    int number;

    int command;

    /** As NT status; in SMB1 that of the last command of the chain that was executed. */
    int status;

    /** The tree connect that an earlier unit of the message asked for, whose TreeId is not known yet; null: none. */
    TreeConnect asked;

    /** The pipe through which the streamed data goes; null: it is a file's. */
    SmbOpen piped;

    /** The begin of the streamed data, counted from the unit's start, and its length, in bytes. */
    int dataAt;

    int dataBytes;

    SmbUnit(ConnectionState connection) {
        this.connection = connection;
    }

    /** The identifier that pairs request and answer. */
    abstract long requestId();

    /** Begins with the message's first unit, or with the first unit inside of another message. */
    final void beginIn(MessageCursor from) {
        cursor = from;
        at = -1;
        piped = null;
    }
}
