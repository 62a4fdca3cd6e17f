package io.sharetap.tcp;

import io.sharetap.base.Moment;

/**
 * Lists the directions that have let bytes pass whose content the next room does not need. The next room is told of all
 * of them before anything else, so it cannot notice the delay. Thus such bytes, which are most of a document, cost it
 * nothing.
 */
final class PassedBytes {
    private Direction first;

    /** Notes that bytes of this direction passed. */
    void note(Direction direction, Moment now) {
        if (direction.nextPassed == null) {
            direction.nextPassed = first == null ? direction : first;
            first = direction;
        }
        direction.passedLast.set(now, now.frameNumber());
    }

    /** Reports all bytes that passed to the next room. */
    void reportAll() {
        while (first != null) {
            Direction direction = first;
            // The last of the list points to itself.
            first = direction.nextPassed == direction ? null : direction.nextPassed;
            direction.nextPassed = null;
            direction.reportPassed();
        }
    }
}
