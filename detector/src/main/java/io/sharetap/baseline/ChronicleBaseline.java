package io.sharetap.baseline;

import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The baseline in Chronicle Maps, outside of the heap: in memory, or in a folder that outlives the process.
 *
 * <p>Takes executable writes and gives their {@link Rarity}. {@code docs/formats/baseline.md} describes the maps.
 */
public final class ChronicleBaseline implements Baseline {
    /** Events between two steps of sweeping. */
    private static final int SWEEP_EVERY = 8;

    private final BaselineSettings settings;
    private final BaselineMaps maps;
    private final BaselineFolder folder;
    private final DayWindow window;
    private final Keys keys = new Keys();
    private final Crowds crowds;
    private final Heads heads;
    private final Destinations destinations;
    private final Pairs pairs;
    private final Holds holds;
    private final ControllersOfDay controllersToday = new ControllersOfDay();
    private final SimilarDays similarDays;
    private final PendingForgetting forgetting;
    private final PendingMerge merging;
    private final LastObservation last = new LastObservation();
    private final LookAhead lookAhead;

    private int partsToSweep;
    private int untilSweep;
    private boolean closed;
    private long diskFull;

    private ChronicleBaseline(BaselineSettings settings, BaselineMaps maps, BaselineFolder folder) {
        this.settings = settings;
        this.maps = maps;
        this.folder = folder;
        forgetting = new PendingForgetting(folder == null ? null : folder.path());
        merging = new PendingMerge(folder == null ? null : folder.path());
        lookAhead = new LookAhead(maps);
        window = new DayWindow(settings);
        crowds = new Crowds(maps.crowds, settings.windowDays());
        heads = new Heads(maps.heads, maps.executables, crowds);
        destinations = new Destinations(maps.destinations, settings.windowDays());
        similarDays = new SimilarDays(settings.executable(), maps, window, crowds, heads, destinations);
        pairs = new Pairs(maps.pairs, settings.windowDays());
        holds = new Holds(maps.holds, settings.holdDays());
        if (folder != null && folder.day() != Days.NONE) {
            window.resume(folder.day(), folder.observedBits(), folder.active());
            maps.today(window.day());
            destinations.resume(window.day());
        }
    }

    /** Opens an empty baseline that ends with the process. */
    public static ChronicleBaseline inMemory(BaselineSettings settings) {
        return new ChronicleBaseline(settings, BaselineMaps.inMemory(settings.capacity()), null);
    }

    /**
     * Opens the baseline of a folder, or begins one there. After a kill it recovers. A damaged one is set aside, never
     * deleted, and a cold one is begun. Where the disk has no room, it is in memory; status and messages say so.
     *
     * @param messages is told in words what users should know
     * @throws IOException the folder is in use by another process, was written by a newer version, or cannot be used;
     *     the message says which
     */
    public static ChronicleBaseline open(Path directory, BaselineSettings settings, Consumer<String> messages)
            throws IOException {
        try {
            return openStored(directory, settings, BaselineFolder.Otherwise.BEGIN, messages);
        } catch (DiskFullException e) {
            ChronicleBaseline unsaved = inMemory(settings);
            unsaved.diskFull(
                    messages, e.getMessage() + "; this run keeps its history in memory, and loses it in the end");
            return unsaved;
        }
    }

    static ChronicleBaseline openStored(
            Path directory, BaselineSettings settings, BaselineFolder.Otherwise otherwise, Consumer<String> messages)
            throws IOException {
        BaselineFolder folder = BaselineFolder.open(
                directory, settings.capacity(), new FolderBytes(settings.folderBytesMax()), otherwise, messages);
        BaselineSettings inForce = settings.withCapacity(folder.capacity());
        ChronicleBaseline stored = new ChronicleBaseline(inForce, folder.maps(), folder);
        folder.maps()
                .onDiskFull(() -> stored.diskFull(
                        messages,
                        "the disk is full: baseline " + directory
                                + " cannot be extended: the oldest entries make room"));
        if (stored.forgetting.resume(stored.care())) {
            messages.accept("baseline " + directory + ": what was being forgotten is forgotten now");
        }
        if (stored.merging.isCutOff()) {
            messages.accept("baseline " + directory + ": an import or merge was cut off, and a part of it is there: "
                    + "do it again to have the rest");
        }
        return stored;
    }

    private void diskFull(Consumer<String> messages, String what) {
        diskFull++;
        if (!window.status().diskFull()) {
            messages.accept(what);
            window.diskFull();
        }
    }

    /** Whether it is stored in a folder; false where memory was asked for, or the disk was full. */
    public boolean isStored() {
        return folder != null;
    }

    /**
     * The file of the stored baseline that another process cut short, in words; null where there is none. After that
     * the baseline may only be {@link #abandon abandoned}: the next opening sets it aside.
     */
    public String cutFile() {
        return folder == null ? null : folder.cutFile();
    }

    /** Leaves the folder as a kill would, without touching mapped memory. */
    public void abandon() throws IOException {
        closed = true;
        if (folder != null) {
            folder.abandon();
        }
    }

    @Override
    public void expect(FileWrite next, PlacementRule rule) {
        lookAhead.expect(next, rule);
    }

    @Override
    public Observation observe(FileWrite write, PlacementRule rule) {
        boolean recorded = arrive(write.epochNanos());
        long day = window.day();
        IpAddress client = write.clientIdentity();
        Entry destination = keys.destination(write.destinationIdentity());
        long destinationHash = HostHash.of(write.destinationIdentity());

        lookAhead.await(write, rule);
        Entry executable = keys.executable(write);
        boolean byHead = write.sha256() == null;
        boolean held =
                executable != null && holds.held(executable, day) && !holds.reportedBefore(executable, client, day);
        seeExecutable(write, day, destinationHash, recorded);
        last.knownDestinations = destinations.known();
        last.partial = byHead;
        last.heldUncommon = held;
        Placement placement = rule.placementOf(write, last);

        destinations.see(destination, placement.kind(), day, write.epochNanos(), recorded, last);
        seeClient(write, placement, day, destinationHash, recorded);
        if (recorded) {
            similarDays.note(destination, placement.kind(), executable, byHead);
            sweepSometimes();
        }
        last.baseline = window.status();
        return last;
    }

    /** Judges by the whole content, or by the head where bytes are missing. */
    private void seeExecutable(FileWrite write, long day, long destinationHash, boolean recorded) {
        long nanos = write.epochNanos();
        Entry head = write.headSha256() == null ? null : keys.head(write.headSha256());
        if (write.sha256() != null) {
            Entry whole = keys.whole(write.sha256());
            crowds.see(maps.executables, Crowds.Owner.EXECUTABLE, whole, day, nanos, destinationHash, recorded);
            answerExecutable();
            if (head != null && recorded && crowds.headEpoch() != Heads.epoch(day)) {
                heads.see(head, whole, day, nanos, destinationHash);
            }
            return;
        }
        if (head != null) {
            heads.seeAlone(head, day, nanos, destinationHash, recorded);
        } else {
            crowds.seeNothing();
        }
        answerExecutable();
    }

    private void answerExecutable() {
        last.destinations = crowds.hosts();
        last.executableDays = crowds.days();
        last.executableFirstNanos = crowds.firstNanos();
        last.executableLastNanos = crowds.lastNanos();
    }

    private void seeClient(FileWrite write, Placement placement, long day, long destinationHash, boolean recorded) {
        long nanos = write.epochNanos();
        IpAddress client = write.clientIdentity();
        Entry place = keys.place(client, placement.place());
        last.pairDays = pairs.see(keys.pair(client, write.destinationIdentity()), day, recorded);
        crowds.see(maps.clients, Crowds.Owner.CLIENT, keys.host(client), day, nanos, destinationHash, recorded);
        last.clientDestinations = crowds.hosts();
        crowds.see(maps.places, Crowds.Owner.PLACE, place, day, nanos, destinationHash, recorded);
        last.placeDays = crowds.days();
        last.placeFirstDay = crowds.firstDay();
        last.placeLastDay = crowds.lastDay();
        last.placeDestinations = crowds.hosts();
    }

    /** Moves to the event's day where that is due. False: the event is of another day and does not count. */
    private boolean arrive(long epochNanos) {
        long eventDay = Days.of(epochNanos);
        DayWindow.Arrival arrival = window.arrive(eventDay);
        if (arrival == DayWindow.Arrival.LATER_DAY) {
            moveTo(eventDay);
        }
        return arrival == DayWindow.Arrival.LATER_DAY || arrival == DayWindow.Arrival.TODAY;
    }

    @Override
    public void judgeBy(Threshold executable) {
        similarDays.judgeBy(executable);
    }

    @Override
    public boolean closesDay(long epochNanos) {
        return window.look(Days.of(epochNanos)) == DayWindow.Arrival.LATER_DAY;
    }

    @Override
    public boolean isFar(long epochNanos) {
        return window.look(Days.of(epochNanos)) == DayWindow.Arrival.SET_ASIDE;
    }

    @Override
    public boolean counts(long epochNanos) {
        return window.look(Days.of(epochNanos)) == DayWindow.Arrival.TODAY;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        window.writeTo(out);
        controllersToday.writeTo(out, window.day());
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        window.readFrom(in);
        controllersToday.readFrom(in, window.day());
    }

    /** Closes the current day and moves to another; an earlier one means that the time was wrong: all is cleared. */
    private void moveTo(long day) {
        if (day < window.day()) {
            maps.clear();
        } else if (window.day() != Days.NONE) {
            similarDays.close();
            keepControllers();
        }
        controllersToday.clear();
        similarDays.clear();
        window.moveTo(day);
        maps.today(day);
        destinations.moveTo(day);
        partsToSweep = maps.parts();
        save();
    }

    /** The maintenance of this baseline: shows, exports, imports, forgets. */
    public BaselineCare care() {
        BaselineMerge merge = new BaselineMerge(this, maps, window, crowds, heads, destinations, pairs, holds);
        return new BaselineCare(this, maps, window, crowds, heads, holds, merge);
    }

    PendingMerge merging() {
        return merging;
    }

    PendingForgetting forgetting() {
        return forgetting;
    }

    /** Moves to the current day of another baseline, where that is later. */
    void catchUp(long day) {
        if (day > window.day()) {
            moveTo(day);
        }
    }

    /** Entries were changed from outside: what is derived from them is counted anew, and saved. */
    void changed() {
        if (window.day() != Days.NONE) {
            destinations.recount(window.day());
            similarDays.clear();
            save();
        }
    }

    /** Takes a write of a day that was still open in another baseline. */
    void mergeWrite(long day, Entry destination, Placement.Kind kind, Entry executable, boolean byHead) {
        similarDays.merge(day, destination, kind, executable, byHead);
    }

    private void save() {
        if (folder != null) {
            folder.save(window.day(), window.observedBits(), window.active());
        }
    }

    /** Drops what left the window in small steps, so that no event has to wait. */
    private void sweepSometimes() {
        if (partsToSweep > 0 && --untilSweep <= 0) {
            untilSweep = SWEEP_EVERY;
            partsToSweep--;
            maps.sweep(window.day() - settings.windowDays());
        }
    }

    @Override
    public void observeDay(long epochNanos) {
        arrive(epochNanos);
    }

    @Override
    public void observeDay(SensorDay day) {
        if (arrive(day.epochNanos())) {
            day.domainControllers().forEach(controllersToday::add);
        }
    }

    /** Stores the day's domain controllers only when it closes, so that a day judged twice is judged alike. */
    private void keepControllers() {
        for (IpAddress host : controllersToday) {
            destinations.markController(keys.destination(host), window.day(), window.day());
        }
    }

    @Override
    public boolean isDomainController(IpAddress host) {
        return controllersToday.holds(host)
                || window.day() != Days.NONE && destinations.controller(keys.destination(host), window.day());
    }

    @Override
    public void markHighAlert(FileWrite write) {
        if (window.day() == Days.NONE) {
            return;
        }
        if (write.sha256() != null) {
            holds.mark(keys.whole(write.sha256()), write.clientIdentity(), window.day());
        }
        if (write.headSha256() != null) {
            holds.mark(keys.markedHead(write.headSha256()), write.clientIdentity(), window.day());
        }
    }

    @Override
    public Rarity.BaselineStatus status() {
        return window.status();
    }

    @Override
    public BaselineCounts counts() {
        return new BaselineCounts(
                maps.executables.size(),
                maps.heads.size(),
                maps.destinations.size(),
                maps.clients.size(),
                maps.places.size(),
                maps.pairs.size(),
                maps.writesOfDay.size(),
                destinations.known(),
                maps.evicted(),
                maps.expired(),
                maps.refused(),
                window.setAsideEvents(),
                window.observedDays(),
                diskFull);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        keepControllers();
        save();
        maps.close();
        if (folder != null) {
            folder.close();
        }
    }
}
