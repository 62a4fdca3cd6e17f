package io.sharetap.output;

/**
 * Makes text from strangers safe to show: nothing in the result moves a cursor, changes a colour, breaks a line or
 * changes the direction of reading.
 *
 * <p>A dangerous character is written as {@code <U+202E>}: no Windows name can contain {@code <}, so this cannot be
 * forged.
 */
final class VisibleText {
    private static final int CHARACTERS_MAX = 400;

    private VisibleText() {}

    static String of(String text) {
        return of(text, CHARACTERS_MAX);
    }

    /** As above, of at most {@code charactersMax} characters. */
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
            // Category Cf contains direction overrides, zero-width characters and invisible tags.
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
