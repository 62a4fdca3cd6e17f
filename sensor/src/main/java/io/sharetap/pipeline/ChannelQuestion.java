package io.sharetap.pipeline;

import io.sharetap.smb.ChannelRequest;
import io.sharetap.unseal.CipherKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Asks every lane, at the same place of the capture, for the keys of a session to which one lane's connection is being
 * bound: its first connection may be between other addresses, whose segments another lane has. The lane that asked
 * waits for all answers, so that what it knows does not depend on how fast the others are.
 *
 * <p>None waits for ever: the questions come to all lanes in one order, and a lane answers before it waits.
 */
final class ChannelQuestion {
    private final ChannelRequest request;
    private final int asker;
    private final AtomicReferenceArray<List<CipherKeys>> answers;
    private final CountDownLatch missing;

    ChannelQuestion(ChannelRequest request, int lanes, int asker) {
        this.request = request;
        this.asker = asker;
        answers = new AtomicReferenceArray<>(lanes);
        missing = new CountDownLatch(lanes);
    }

    /** Answers for this lane; the one that asks takes what all others have answered. */
    void meet(Lane lane, int number) {
        try {
            answers.set(number, lane.keysFor(request));
        } finally {
            missing.countDown();
        }
        if (number == asker) {
            Threads.await(missing);
            lane.takeKeys(request, all());
        }
    }

    private List<CipherKeys> all() {
        List<CipherKeys> all = new ArrayList<>();
        for (int i = 0; i < answers.length(); i++) {
            List<CipherKeys> of = answers.get(i);
            all.addAll(of == null ? List.of() : of);
        }
        return all;
    }
}
