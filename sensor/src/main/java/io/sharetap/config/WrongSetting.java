package io.sharetap.config;

/** Says in one line for people which setting is wrong, where it stands, and what would be right. */
public final class WrongSetting extends RuntimeException {
    /** Makes it from one line for people. */
    public WrongSetting(String message) {
        super(message);
    }
}
