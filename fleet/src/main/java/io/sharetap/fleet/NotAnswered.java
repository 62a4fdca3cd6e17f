package io.sharetap.fleet;

/** A question cannot be answered at the moment; the message says why, and what to do. */
final class NotAnswered extends Exception {
    NotAnswered(String message) {
        super(message);
    }
}
