package io.sharetap.signature;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Date;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;

/**
 * Reads times of ASN.1 (X.680, 46 and 47). The forms that certificates and signatures use (RFC 5280, 4.1.2.5) are read
 * here: when BouncyCastle reads its first time, Java searches all its calendars and languages, which is slow.
 */
final class EpochSeconds {
    private static final int DIGITS = 14;
    /** The suffix after the digits in BouncyCastle's text: UTC. */
    private static final String GREENWICH = "GMT+00:00";

    private static final long NONE = Long.MIN_VALUE;
    private static final int SECONDS_OF_DAY = 86_400;

    private EpochSeconds() {}

    /**
     * Seconds since 1970, rounded down.
     *
     * @param time a UTCTime or a GeneralizedTime, or what wraps one
     * @throws IllegalStateException it cannot be read
     */
    static long of(ASN1Primitive time) {
        String text = time instanceof ASN1UTCTime utc
                ? utc.getAdjustedTime()
                : ASN1GeneralizedTime.getInstance(time).getTime();
        long plain = plain(text);
        return plain != NONE ? plain : Math.floorDiv(date(time).getTime(), 1_000);
    }

    private static Date date(ASN1Primitive time) {
        try {
            return time instanceof ASN1UTCTime utc
                    ? utc.getAdjustedDate()
                    : ASN1GeneralizedTime.getInstance(time).getDate();
        } catch (ParseException e) {
            throw new IllegalStateException("no time: " + time, e);
        }
    }

    /**
     * Reads {@code yyyyMMddHHmmssGMT+00:00}, with or without a fraction of a second before the {@code GMT};
     * {@link #NONE} where it has another form, or no such day or time exists.
     */
    private static long plain(String text) {
        int end = text.length() - GREENWICH.length();
        if (end < DIGITS || end == DIGITS + 1 || !text.endsWith(GREENWICH)) {
            return NONE;
        }
        for (int i = 0; i < end; i++) {
            boolean expected = i == DIGITS ? text.charAt(i) == '.' : text.charAt(i) >= '0' && text.charAt(i) <= '9';
            if (!expected) {
                return NONE;
            }
        }
        int year = number(text, 0, 4);
        int month = number(text, 4, 6);
        int day = number(text, 6, 8);
        int hour = number(text, 8, 10);
        int minute = number(text, 10, 12);
        int second = number(text, 12, 14);
        if (year <= 1582 || hour > 23 || minute > 59 || second > 59) {
            return NONE;
        }
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return days * SECONDS_OF_DAY + hour * 3_600L + minute * 60L + second;
        } catch (DateTimeException noSuchDay) {
            return NONE;
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
