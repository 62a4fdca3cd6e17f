package io.sharetap.tcp;

import io.sharetap.base.Moment;

/**
 * Remembers which directions have let bytes pass that the next room need only have counted. It is told of all of them
 * before anything else: so it cannot notice that it was not told at once, and what passes, as most bytes of documents
 * do, costs nothing there.
 */
final class PassedBytes {
    private Direction first;

    /** Bytes of this direction passed. */
    void note(Direction direction, Moment now) {
        if (direction.nextPassed == null) {
            direction.nextPassed = first == null ? direction : first;
            first = direction;
        }
        direction.passedLast.set(now, now.frameNumber());
    }

    /** Tells the next room of all that passed. */
    void tellAll() {
        while (first != null) {
            Direction direction = first;
            // The last one names itself.
            first = direction.nextPassed == direction ? null : direction.nextPassed;
            direction.nextPassed = null;
            direction.tellPassed();
        }
    }
}
