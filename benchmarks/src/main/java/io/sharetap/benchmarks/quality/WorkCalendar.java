package io.sharetap.benchmarks.quality;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** Says what kind of day it is: 60 days from Monday, 5 January 2026 on, with two patch days and a few days off. */
final class WorkCalendar {
    static final int DAYS = 60;
    static final LocalDate FIRST = LocalDate.of(2026, 1, 5);

    /** Days off besides weekends; every place has them at another time. */
    private static final int HOLIDAY = 25;

    private static final int BRIDGE_FROM = 42;
    private static final int BRIDGE_TO = 45;

    private WorkCalendar() {}

    static boolean working(int day) {
        DayOfWeek weekday = date(day).getDayOfWeek();
        boolean holiday = day == HOLIDAY || day >= BRIDGE_FROM && day <= BRIDGE_TO;
        return !holiday && weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY;
    }

    /** The activity of people on this day, compared with a working day. */
    static double activity(int day) {
        return working(day) ? 1 : 0.05;
    }

    static boolean saturday(int day) {
        return date(day).getDayOfWeek() == DayOfWeek.SATURDAY;
    }

    /** Whether it is the second Tuesday of a month, when Microsoft publishes patches. */
    static boolean patchDay(int day) {
        LocalDate date = date(day);
        return date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY)));
    }

    static LocalDate date(int day) {
        return FIRST.plusDays(day);
    }
}
