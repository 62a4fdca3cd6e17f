package io.sharetap.fleet;

import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.FanOut;

/** Returns what clients reached, as the clients' step counted it, and counts itself what executables reached. */
final class AnsweredReach extends FanOut {
    private Letter.Candidate answer;

    AnsweredReach(DetectorSettings settings) {
        super(settings.fanOutNanos(), settings.fanOutEntriesMax());
    }

    /** Sets the counts of the write that is added next. */
    void answer(Letter.Candidate candidate) {
        answer = candidate;
    }

    @Override
    public int sameExecutableDestinations() {
        return answer.sameExecutable();
    }

    @Override
    public int uncommonDestinations() {
        return answer.uncommon();
    }

    @Override
    public int reachedByClient() {
        return answer.reachedByClient();
    }
}
