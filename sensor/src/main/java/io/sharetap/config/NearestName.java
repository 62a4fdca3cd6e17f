package io.sharetap.config;

/** Finds, of names that there are, the nearest to one that is none, if it is near: slips of the finger, not guesses. */
final class NearestName {
    /** No name is longer; of what is, the beginning tells as much. */
    private static final int NAME_CHARS_MAX = 100;

    /** Of so many letters one may be wrong; two may be in any name, as two that are swapped. */
    private static final int CHARS_A_SLIP = 3;

    private static final int SLIPS = 2;

    private NearestName() {}

    /**
     * How to go on behind a message, with what stands before and behind the name.
     *
     * @return empty: none is near
     */
    static String hint(String given, Iterable<String> names, String before, String behind) {
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

    /** Letters to insert, remove or replace to make one of the other. */
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
