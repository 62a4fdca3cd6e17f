package io.sharetap.baseline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Keeps the current day, by the events alone, the observed days, and the state of the baseline.
 *
 * <p>One event with a nonsense time must not move the window. An event far ahead of the current day, or far behind, is
 * set aside until so many agree that they must be right.
 */
final class DayWindow {
    /** The relation of an event's day to the current one. */
    enum Arrival {
        TODAY,
        LATER_DAY,
        /** Of a day that has closed: it can be judged, but is not recorded. */
        LATE,
        /** Too far off to count. */
        SET_ASIDE
    }

    /** Days are kept as 16 bits: until 2149. */
    private static final long DAY_MAX = 0xFFFF;

    /**
     * So many events in a row that agree on a far day are believed: the sensor was off, or the first event was wrong.
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
    private boolean diskFull;
    private Rarity.BaselineStatus status = new Rarity.BaselineStatus(Rarity.State.COLD, 0);

    DayWindow(BaselineSettings settings) {
        this.settings = settings;
    }

    /** Continues with the state of an earlier run. */
    void resume(long resumedDay, long resumedBits, boolean wasActive) {
        day = resumedDay;
        observedBits = resumedBits;
        active = wasActive;
        counted = AGREEMENT;
        status = newStatus();
    }

    /**
     * Takes an event's day and says how it relates to the current one; after {@link Arrival#LATER_DAY} the caller calls
     * {@link #moveTo}.
     */
    Arrival arrive(long eventDay) {
        Arrival arrival = look(eventDay);
        if (isNear(eventDay)) {
            farEvents = 0;
            counted++;
            if (arrival == Arrival.TODAY) {
                observeToday();
            }
        } else if (isDay(eventDay)) {
            farEvents = arrival == Arrival.LATER_DAY ? 0 : agreeing(eventDay);
            farDay = eventDay;
        }
        if (arrival == Arrival.SET_ASIDE) {
            setAside++;
        }
        return arrival;
    }

    /** What {@link #arrive} will say of an event of this day. */
    Arrival look(long eventDay) {
        if (isNear(eventDay)) {
            long ahead = day == Days.NONE ? 1 : eventDay - day;
            return ahead > 0 ? Arrival.LATER_DAY : ahead == 0 ? Arrival.TODAY : Arrival.LATE;
        }
        boolean mayMove = isDay(eventDay) && (eventDay > day || counted < AGREEMENT);
        return mayMove && agreeing(eventDay) >= AGREEMENT ? Arrival.LATER_DAY : Arrival.SET_ASIDE;
    }

    private static boolean isDay(long eventDay) {
        return eventDay > 0 && eventDay <= DAY_MAX;
    }

    private boolean isNear(long eventDay) {
        long ahead = day == Days.NONE ? 1 : eventDay - day;
        return isDay(eventDay) && ahead <= settings.aheadDaysMax() && ahead >= -settings.lateDaysMax();
    }

    /** The number of events in a row, with this one, that agree on a far day. */
    private int agreeing(long eventDay) {
        return farEvents > 0 && Math.abs(eventDay - farDay) <= AGREE_DAYS ? farEvents + 1 : 1;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(counted);
        out.writeLong(setAside);
        out.writeLong(farDay);
        out.writeInt(farEvents);
    }

    void readFrom(DataInput in) throws IOException {
        counted = in.readLong();
        setAside = in.readLong();
        farDay = in.readLong();
        farEvents = in.readInt();
    }

    /** Adds the observed days of another baseline, whose current day is the same or an earlier one. */
    void unite(long otherDay, long otherBits, boolean otherActive) {
        long later = day - otherDay;
        observedBits |= later >= Long.SIZE ? 0 : otherBits << later;
        active |= otherActive;
        settle();
    }

    /** Forgets days, given as bits; bit 0 is the current day. */
    void forget(int bits) {
        observedBits &= ~(bits & 0xFFFF_FFFFL);
        settle();
    }

    private void observeToday() {
        if ((observedBits & 1) == 0) {
            observedBits |= 1;
            settle();
        }
    }

    /**
     * Makes another day the current one, which is then observed. An earlier day means that all days before were wrong.
     */
    void moveTo(long newDay) {
        long later = newDay - day;
        observedBits = day == Days.NONE || later <= 0 || later >= Long.SIZE ? 1 : observedBits << later | 1;
        day = newDay;
        settle();
    }

    /** See {@code docs/detection.md}, "Activation": once active, it stays so until few observed days are left. */
    private void settle() {
        int observed = observedDays();
        active = observed >= (active ? settings.keepActiveDays() : settings.activationDays());
        status = newStatus();
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

    /** From now on the status says that the disk has no room. */
    void diskFull() {
        diskFull = true;
        status = newStatus();
    }

    Rarity.BaselineStatus status() {
        return status;
    }

    private Rarity.BaselineStatus newStatus() {
        int observed = observedDays();
        Rarity.State state = active ? Rarity.State.ACTIVE : observed == 0 ? Rarity.State.COLD : Rarity.State.TRAINING;
        return new Rarity.BaselineStatus(state, observed, diskFull);
    }

    long setAsideEvents() {
        return setAside;
    }
}
