package io.sharetap.fleet;

import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.FanOut;

/** Says what clients reached as the clients' step counted it, and follows by itself what executables reached. */
final class AnsweredReach extends FanOut {
    private Letter.Candidate answer;

    AnsweredReach(DetectorSettings settings) {
        super(settings.fanOutNanos(), settings.fanOutEntriesMax());
    }

    /** Of the write that is added next this was counted. */
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
