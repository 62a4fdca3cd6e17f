package io.sharetap.output;

/**
 * Takes text that strangers wrote and gives text that is safe to show: nothing in it moves a cursor, changes a colour,
 * breaks a line or turns the direction of reading.
 *
 * <p>What is not shown as it is stands as {@code <U+202E>}: no Windows name may hold {@code <}, so it cannot be forged.
 */
final class VisibleText {
    private static final int CHARACTERS_MAX = 400;

    private VisibleText() {}

    static String of(String text) {
        return of(text, CHARACTERS_MAX);
    }

    /** Likewise, of so many characters at most. */
    static String of(String text, int charactersMax) {
        int end = Math.min(text.length(), charactersMax);
        StringBuilder visible = new StringBuilder(end + 16);
        for (int at = 0; at < end; ) {
            int character = text.codePointAt(at);
            if (plain(character)) {
                visible.appendCodePoint(character);
            } else {
                visible.append(String.format("<U+%04X>", character));
            }
            at += Character.charCount(character);
        }
        if (end < text.length()) {
            visible.append("… (").append(TextOf.number(text.length())).append(" characters)");
        }
        return visible.toString();
    }

    static boolean plain(int character) {
        return switch (Character.getType(character)) {
            // Cf holds the overrides of direction, the zero-width characters and the invisible tags.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }
}
