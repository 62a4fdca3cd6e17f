package io.sharetap.fleet;

/** What was asked cannot be answered at the moment; the message says why, and what to do. */
final class NotAnswered extends Exception {
    NotAnswered(String message) {
        super(message);
    }
}
