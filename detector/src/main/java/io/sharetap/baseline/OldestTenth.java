package io.sharetap.baseline;

import java.util.Arrays;

/** Chooses the oldest tenth of entries, at least one, after all were counted by the day of their last touch. */
final class OldestTenth {
    private final int[] perAge = new int[Integer.SIZE + 2];
    private long today;
    private int entries;
    private int youngestAge;
    private int ofYoungestAge;

    void begin(long currentDay) {
        today = currentDay;
        entries = 0;
        Arrays.fill(perAge, 0);
    }

    void count(int day) {
        entries++;
        perAge[age(day)]++;
    }

    /** Chooses, once all entries were counted. */
    void choose() {
        int share = Math.max(1, entries / 10);
        youngestAge = perAge.length - 1;
        int older = 0;
        while (youngestAge > 0 && older + perAge[youngestAge] < share) {
            older += perAge[youngestAge--];
        }
        ofYoungestAge = share - older;
    }

    /** Whether an entry is one of the oldest; to be asked once for each. */
    boolean takes(int day) {
        int age = age(day);
        return age > youngestAge || age == youngestAge && ofYoungestAge-- > 0;
    }

    private int age(int day) {
        return (int) Math.max(0, Math.min(perAge.length - 1, today - day));
    }
}
