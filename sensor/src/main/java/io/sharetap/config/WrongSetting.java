package io.sharetap.config;

/** Says in words for people which setting is wrong, where it was given, and what would be right. */
public final class WrongSetting extends RuntimeException {
    /** @param message for people, a line for each mistake */
    public WrongSetting(String message) {
        super(message);
    }
}
