package io.sharetap.event;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Turns nanoseconds since 1970 into RFC 3339 text (UTC, nine fraction digits) and any RFC 3339 text back. */
final class Rfc3339 {
    /** The result of {@link #parse} for a text that is no time within the years 1678 to 2261. */
    static final long NO_TIME = Long.MIN_VALUE;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long DAY_SECONDS = 86_400;
    private static final int FIRST_YEAR = 1678;
    private static final int LAST_YEAR = 2261;
    private static final int FRACTION_DIGITS = 9;
    private static final int FRACTION_AT = 19;

    private Rfc3339() {}

    static String ofNanos(long epochNanos) {
        StringBuilder text = seconds(Math.floorDiv(epochNanos, SECOND_NANOS)).append('.');
        padded(text, (int) Math.floorMod(epochNanos, SECOND_NANOS), FRACTION_DIGITS);
        return text.append('Z').toString();
    }

    static String ofSeconds(long epochSeconds) {
        return seconds(epochSeconds).append('Z').toString();
    }

    private static StringBuilder seconds(long epochSeconds) {
        StringBuilder text = new StringBuilder(32);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochSeconds, DAY_SECONDS));
        int ofDay = (int) Math.floorMod(epochSeconds, DAY_SECONDS);
        padded(text, date.getYear(), 4).append('-');
        padded(text, date.getMonthValue(), 2).append('-');
        padded(text, date.getDayOfMonth(), 2).append('T');
        padded(text, ofDay / 3600, 2).append(':');
        padded(text, ofDay / 60 % 60, 2).append(':');
        return padded(text, ofDay % 60, 2);
    }

    private static StringBuilder padded(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(digits);
    }

    /** Nanoseconds since 1970, or {@link #NO_TIME}; digits beyond the ninth of the fraction are dropped. */
    static long parse(String text) {
        if (text.length() < FRACTION_AT + 1 || text.length() > 64 || !separatorsHold(text)) {
            return NO_TIME;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, FRACTION_AT);
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            return NO_TIME;
        }
        int at = FRACTION_AT;
        long fraction = 0;
        if (text.charAt(at) == '.') {
            int digits = 0;
            for (at++; at < text.length() && isDigit(text.charAt(at)); at++) {
                if (digits < FRACTION_DIGITS) {
                    fraction = fraction * 10 + text.charAt(at) - '0';
                    digits++;
                }
            }
            if (digits == 0) {
                return NO_TIME;
            }
            for (; digits < FRACTION_DIGITS; digits++) {
                fraction *= 10;
            }
        }
        try {
            ZoneOffset offset = ZoneOffset.of(text.substring(at).toUpperCase(java.util.Locale.ROOT));
            // A leap second counts as the second before it.
            LocalTime time = LocalTime.of(hour, minute, Math.min(second, second == 60 ? 59 : second));
            long seconds = LocalDate.of(year, month, day).toEpochSecond(time, offset);
            return seconds * SECOND_NANOS + fraction;
        } catch (DateTimeException e) {
            return NO_TIME;
        }
    }

    private static boolean separatorsHold(String text) {
        char between = text.charAt(10);
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (between == 'T' || between == 't' || between == ' ')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    /** -1 where it is no number; no field of a date or time accepts that. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
