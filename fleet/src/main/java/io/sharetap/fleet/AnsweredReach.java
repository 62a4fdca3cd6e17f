package io.sharetap.fleet;

import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.FanOut;
import io.sharetap.detect.Reach;
import io.sharetap.event.FileWrite;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Says what clients reached as the clients' step counted it, and follows by itself what executables reached. */
final class AnsweredReach implements Reach {
    private final FanOut ofExecutables;
    private int sameExecutable;
    private int uncommon;
    private int reachedByClient;

    AnsweredReach(DetectorSettings settings) {
        ofExecutables = new FanOut(settings.fanOutNanos(), settings.fanOutEntriesMax());
    }

    /** Of the write that is added next this was counted. */
    void answer(Letter.Candidate candidate) {
        sameExecutable = candidate.sameExecutable();
        uncommon = candidate.uncommon();
        reachedByClient = candidate.reachedByClient();
    }

    @Override
    public void lookBack(long nanos) {
        ofExecutables.lookBack(nanos);
    }

    @Override
    public void add(FileWrite write, boolean uncommonToUncommon, long epochNanos) {
        ofExecutables.add(write, uncommonToUncommon, epochNanos);
    }

    @Override
    public int sameExecutableDestinations() {
        return sameExecutable;
    }

    @Override
    public int uncommonDestinations() {
        return uncommon;
    }

    @Override
    public int reachedDestinations() {
        return ofExecutables.reachedDestinations();
    }

    @Override
    public int reachedByClient() {
        return reachedByClient;
    }

    @Override
    public long evictions() {
        return ofExecutables.evictions();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        ofExecutables.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        ofExecutables.readFrom(in);
    }
}
