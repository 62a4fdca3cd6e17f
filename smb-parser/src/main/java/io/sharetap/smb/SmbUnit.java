package io.sharetap.smb;

/**
 * Holds what the units of both dialects have: where in its message the unit is that is being read, and the data of it
 * that is to be streamed. One for each direction of a connection, reused.
 */
abstract class SmbUnit {
    final ConnectionState connection;
    MessageCursor cursor;

    /** Where in its message it begins, in bytes; -1: none is being read. */
    int at = -1;

    /** How many of this message came before. */
    int number;

    int command;

    /** As NT status; of SMB1 that of the last command in a chain. */
    int status;

    /** The tree connect that a unit before in the same message asked for, whose TreeId is not known yet; null: none. */
    TreeConnect asked;

    /** The pipe through which the data that is to be streamed goes; null: it is a file's. */
    SmbOpen piped;

    /** Where the data that is to be streamed begins, counted from the unit's start, and its length, in bytes. */
    int dataAt;

    int dataBytes;

    SmbUnit(ConnectionState connection) {
        this.connection = connection;
    }

    /** The identifier under which request and answer find each other. */
    abstract long requestId();

    /** The message's first unit, or the first that came with another message, is to be read. */
    final void beginIn(MessageCursor from) {
        cursor = from;
        at = -1;
        piped = null;
    }
}
