package io.sharetap.config;

/** Says in one line for people which setting is wrong, where it stands, and what would be right. */
public final class WrongSetting extends RuntimeException {
    WrongSetting(String message) {
        super(message);
    }
}
