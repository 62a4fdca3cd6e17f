package io.sharetap.capture;

/**
 * Says where and why an input could not be read any further; all frames before that place were delivered.
 *
 * @param input the path as it was given, or {@code standard input}
 * @param byteOffset where the damage begins; in a compressed capture counted in unpacked bytes
 * @param reason what is wrong, for people
 */
public record CaptureDamage(String input, long byteOffset, String reason) {
    /** One line for people: {@code file: byte N: reason}. */
    public String message() {
        return printable(input) + ": byte " + byteOffset + ": " + printable(reason);
    }

    /**
     * Makes control characters harmless: a file's name is chosen by others and must not control the terminal that shows
     * it.
     */
    static String printable(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
