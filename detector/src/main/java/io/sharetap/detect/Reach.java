package io.sharetap.detect;

import io.sharetap.event.FileWrite;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Says how many destinations clients and executables reached within the last hour, the last write included. */
public interface Reach {
    /** From now on destinations reached within so long make a fan-out. */
    void lookBack(long nanos);

    /** Takes a write in; the counts are then those that include it. */
    void add(FileWrite write, boolean uncommonToUncommon, long epochNanos);

    /** To which the client wrote this executable. */
    int sameExecutableDestinations();

    /** Uncommon ones to which the client wrote any uncommon executables. */
    int uncommonDestinations();

    /** Uncommon ones that the uncommon executable reached from any client. */
    int reachedDestinations();

    /** Those of them that it reached from this client. */
    int reachedByClient();

    /** Destinations forgotten before their hour was over, since there were too many. */
    long evictions();

    void writeTo(DataOutput out) throws IOException;

    void readFrom(DataInput in) throws IOException;
}
