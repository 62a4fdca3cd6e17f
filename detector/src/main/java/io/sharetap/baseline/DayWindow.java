package io.sharetap.baseline;

/**
 * Says which day it is by the events alone, which days were observed, and how far the baseline is.
 *
 * <p>One event with a nonsense time must not move the window: an event far ahead of its day, or far behind, is set
 * aside, until as many agree as make it the truth.
 */
final class DayWindow {
    /** How an event's day stands to the current one. */
    enum Arrival {
        TODAY,
        LATER_DAY,
        /** Too far away to count. */
        SET_ASIDE
    }

    /** Days are kept as 16 bits: until 2149. */
    private static final long DAY_MAX = 0xFFFF;

    /**
     * So many events in a row that agree on a day far away are right: the sensor was off, or its first event was wrong.
     */
    private static final int AGREEMENT = 100;

    private static final long AGREE_DAYS = 1;

    private final BaselineSettings settings;
    private long day = Days.NONE;
    private long observedBits;
    private boolean active;
    private long counted;
    private long setAside;
    private long farDay = Days.NONE;
    private int farEvents;

    DayWindow(BaselineSettings settings) {
        this.settings = settings;
    }

    /** Goes on where an earlier run was. */
    void resume(long resumedDay, long resumedBits, boolean wasActive) {
        day = resumedDay;
        observedBits = resumedBits;
        active = wasActive;
        counted = AGREEMENT;
    }

    /** Says how the day of an event stands to the current one; {@link Arrival#LATER_DAY} asks for {@link #moveTo}. */
    Arrival arrive(long eventDay) {
        if (eventDay <= 0 || eventDay > DAY_MAX) {
            return setAside();
        }
        long ahead = day == Days.NONE ? 1 : eventDay - day;
        if (ahead <= settings.aheadDaysMax() && ahead >= -settings.lateDaysMax()) {
            farEvents = 0;
            counted++;
            if (day != Days.NONE && ahead <= 0) {
                observe(-ahead);
                return Arrival.TODAY;
            }
            return Arrival.LATER_DAY;
        }
        boolean agrees = farEvents > 0 && Math.abs(eventDay - farDay) <= AGREE_DAYS;
        farEvents = agrees ? farEvents + 1 : 1;
        farDay = eventDay;
        boolean mayMove = ahead > 0 || counted < AGREEMENT;
        if (farEvents >= AGREEMENT && mayMove) {
            farEvents = 0;
            return Arrival.LATER_DAY;
        }
        return setAside();
    }

    /** Takes over the observed days of another baseline, which are on the same day or an earlier one. */
    void unite(long otherDay, long otherBits, boolean otherActive) {
        long later = day - otherDay;
        observedBits |= later >= Long.SIZE ? 0 : otherBits << later;
        active |= otherActive;
        settle();
    }

    /** Takes days out, given as bits that hang on the current day. */
    void forget(int bits) {
        observedBits &= ~(bits & 0xFFFF_FFFFL);
        settle();
    }

    private Arrival setAside() {
        setAside++;
        return Arrival.SET_ASIDE;
    }

    private void observe(long daysAgo) {
        long bit = 1L << daysAgo;
        if ((observedBits & bit) == 0) {
            observedBits |= bit;
            settle();
        }
    }

    /** Makes another day the current one, and observed; a day before it means that all before was wrong. */
    void moveTo(long newDay) {
        long later = newDay - day;
        observedBits = day == Days.NONE || later <= 0 || later >= Long.SIZE ? 1 : observedBits << later | 1;
        day = newDay;
        settle();
    }

    /** See {@code docs/detection.md}, "Activation": once active it stays so while few observed days are left. */
    private void settle() {
        int observed = observedDays();
        active = observed >= (active ? settings.keepActiveDays() : settings.activationDays());
    }

    long day() {
        return day;
    }

    long observedBits() {
        return observedBits;
    }

    /** Observed days among the complete days of the window. */
    int observedDays() {
        return Days.count((int) observedBits, settings.windowDays());
    }

    boolean active() {
        return active;
    }

    Rarity.BaselineStatus status() {
        int observed = observedDays();
        Rarity.State state = active ? Rarity.State.ACTIVE : observed == 0 ? Rarity.State.COLD : Rarity.State.TRAINING;
        return new Rarity.BaselineStatus(state, observed);
    }

    long setAsideEvents() {
        return setAside;
    }
}
