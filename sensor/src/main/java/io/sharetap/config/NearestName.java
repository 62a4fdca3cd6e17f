package io.sharetap.config;

/** Finds, among existing names, the one nearest to a wrong name, if it is near enough for a typing error. */
public final class NearestName {
    /** No existing name is longer; of a longer wrong name the beginning suffices. */
    private static final int NAME_CHARS_MAX = 100;

    /** One wrong letter is allowed for so many; two are allowed in any name, as when two are swapped. */
    private static final int CHARS_A_SLIP = 3;

    private static final int SLIPS = 2;

    private NearestName() {}

    /**
     * A hint to append to a message, with text before and behind the name.
     *
     * @return empty: no name is near
     */
    public static String hint(String given, Iterable<String> names, String before, String behind) {
        String wrong = given.substring(0, Math.min(given.length(), NAME_CHARS_MAX));
        String nearest = "";
        int least = Math.max(Math.min(SLIPS, wrong.length() - 1), wrong.length() / CHARS_A_SLIP) + 1;
        for (String name : names) {
            int distance = distance(wrong, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest.isEmpty() ? "" : "; the nearest is " + before + nearest + behind;
    }

    /** The number of letters to insert, remove or replace to turn one into the other. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[previous.length];
            current[0] = i;
            for (int j = 1; j < current.length; j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
