package io.sharetap.baseline;

import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Is the baseline as its definition reads, on plain maps that forget nothing: each answer is counted anew from all that
 * was seen. The stored baseline has to answer alike.
 */
final class ModelBaseline implements Baseline {
    /** What was seen of one thing, by day. */
    private static final class History {
        final TreeMap<Long, Set<IpAddress>> hostsByDay = new TreeMap<>();
        final TreeMap<Long, Long> firstMillisByDay = new TreeMap<>();
        final TreeMap<Long, Long> lastMillisByDay = new TreeMap<>();

        void add(long day, IpAddress host, long epochNanos) {
            long millis = epochNanos / 1_000_000;
            hostsByDay.computeIfAbsent(day, d -> new HashSet<>()).add(host);
            firstMillisByDay.merge(day, millis, Math::min);
            lastMillisByDay.merge(day, millis, Math::max);
        }

        Set<IpAddress> hosts(long from, long to) {
            Set<IpAddress> hosts = new HashSet<>();
            days(from, to).values().forEach(hosts::addAll);
            return hosts;
        }

        Map<Long, Set<IpAddress>> days(long from, long to) {
            return hostsByDay.subMap(from, true, to, true);
        }
    }

    private record DayWrite(IpAddress destination, Placement.Kind kind, String executable) {}

    private final BaselineSettings settings;
    private final Map<String, History> histories = new HashMap<>();
    private final Map<String, TreeSet<Long>> similarDays = new HashMap<>();
    private final Map<IpAddress, Long> controllers = new HashMap<>();
    private final Map<String, TreeSet<Long>> highDays = new HashMap<>();
    private final TreeSet<Long> observed = new TreeSet<>();
    private final List<DayWrite> today = new ArrayList<>();
    private long day = -1;
    private boolean active;
    private long setAside;

    ModelBaseline(BaselineSettings settings) {
        this.settings = settings;
    }

    private boolean arrive(long epochNanos) {
        long eventDay = epochNanos / 86_400_000_000_000L;
        if (day >= 0 && (eventDay < day - settings.lateDaysMax() || eventDay > day + settings.aheadDaysMax())) {
            setAside++;
            return false;
        }
        if (eventDay > day) {
            close();
            day = eventDay;
        }
        if (eventDay < day) {
            return false;
        }
        observed.add(eventDay);
        int count = observedDays();
        active = count >= settings.activationDays() || active && count >= settings.keepActiveDays();
        return true;
    }

    private int observedDays() {
        return observed.subSet(day - settings.windowDays(), true, day - 1, true).size();
    }

    @Override
    public void close() {
        long from = day - settings.windowDays();
        for (DayWrite write : today) {
            boolean uncommon = write.executable() == null
                    || settings.executable()
                            .uncommon(
                                    history(write.executable()).hosts(from, day).size(), known(from, day));
            if (uncommon) {
                similar(write.destination(), write.kind()).add(day);
            }
        }
        today.clear();
    }

    private boolean held(String executable, long to) {
        return !high(executable + " *")
                .subSet(day - settings.holdDays(), true, to, true)
                .isEmpty();
    }

    private boolean reportedBefore(String executable, IpAddress client) {
        // A report keeps its client exempt as long as no 30 days pass without another.
        TreeSet<Long> days = high(executable + " " + client);
        Long last = days.floor(day);
        if (last == null || day - last > settings.holdDays()) {
            return false;
        }
        long first = last;
        for (Long earlier : days.headSet(last, false).descendingSet()) {
            if (first - earlier > settings.holdDays()) {
                break;
            }
            first = earlier;
        }
        return first < day;
    }

    private TreeSet<Long> high(String key) {
        return highDays.computeIfAbsent(key, k -> new TreeSet<>());
    }

    private TreeSet<Long> similar(IpAddress destination, Placement.Kind kind) {
        return similarDays.computeIfAbsent(destination + " " + kind, k -> new TreeSet<>());
    }

    private History history(String key) {
        return histories.computeIfAbsent(key, k -> new History());
    }

    private long known(long from, long to) {
        return histories.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("destination "))
                .filter(entry -> !entry.getValue().days(from, to).isEmpty())
                .count();
    }

    private static String whole(FileWrite write) {
        return write.sha256() == null ? null : "whole " + Arrays.toString(write.sha256());
    }

    private static String head(FileWrite write) {
        return write.headSha256() == null ? null : "head " + Arrays.toString(write.headSha256());
    }

    @Override
    public Rarity observe(FileWrite write, PlacementRule rule) {
        boolean recorded = arrive(write.epochNanos());
        long from = day - settings.windowDays();
        long to = day - 1;
        IpAddress client = write.client();
        IpAddress destination = write.destination();
        String executable = write.sha256() != null ? whole(write) : head(write);
        History ofExecutable = executable == null ? new History() : history(executable);
        Rarity.ExecutableHistory executableHistory = new Rarity.ExecutableHistory(
                ofExecutable.hosts(from, to).size(),
                known(from, to),
                ofExecutable.days(from, to).size(),
                firstSeen(ofExecutable),
                lastSeen(ofExecutable),
                write.sha256() == null,
                executable != null && !reportedBefore(executable, client) && held(executable, day - 1));
        Placement placement = rule.placementOf(write, executableHistory);
        String destinationKey = "destination " + destination;
        String placeKey = "place " + client + " " + placement.place();
        History place = history(placeKey);
        Map<Long, Set<IpAddress>> placeDays = place.days(from, to);
        Rarity rarity = new Rarity(
                executableHistory,
                new Rarity.DestinationHistory(
                        placement.kind().label(),
                        similar(destination, placement.kind())
                                .subSet(from, true, to, true)
                                .size(),
                        history(destinationKey).days(from, to).size(),
                        firstSeen(history(destinationKey)),
                        lastSeen(history(destinationKey))),
                new Rarity.ClientHistory(
                        history("pair " + client + " " + destination)
                                .days(from, to)
                                .size(),
                        history("client " + client).hosts(from, to).size(),
                        placeDays.size(),
                        placeDays.keySet().stream().mapToLong(d -> d).min().orElse(-1),
                        placeDays.keySet().stream().mapToLong(d -> d).max().orElse(-1),
                        place.hosts(from, to).size()),
                status());
        if (recorded) {
            for (String key : new String[] {
                whole(write),
                head(write),
                destinationKey,
                placeKey,
                "pair " + client + " " + destination,
                "client " + client
            }) {
                if (key != null) {
                    history(key).add(day, destination, write.epochNanos());
                }
            }
            today.add(new DayWrite(destination, placement.kind(), executable));
        }
        return rarity;
    }

    /** Of the days before today, as far back as no gap is longer than the window. */
    private long firstSeen(History history) {
        Long last = history.lastMillisByDay.lowerKey(day);
        if (last == null || day - last > settings.windowDays()) {
            return -1;
        }
        long first = last;
        for (Long earlier : history.lastMillisByDay.headMap(last, false).descendingKeySet()) {
            if (first - earlier > settings.windowDays()) {
                break;
            }
            first = earlier;
        }
        return history.firstMillisByDay.get(first) * 1_000_000;
    }

    private long lastSeen(History history) {
        Long last = history.lastMillisByDay.lowerKey(day);
        return last == null || day - last > settings.windowDays() ? -1 : history.lastMillisByDay.get(last) * 1_000_000;
    }

    @Override
    public void observeDay(long epochNanos) {
        arrive(epochNanos);
    }

    @Override
    public void observeDay(SensorDay sensorDay) {
        if (arrive(sensorDay.epochNanos())) {
            sensorDay.domainControllers().forEach(host -> controllers.put(host, day));
        }
    }

    @Override
    public boolean isDomainController(IpAddress host) {
        return controllers.containsKey(host) && day - controllers.get(host) <= settings.windowDays();
    }

    @Override
    public void markHighAlert(FileWrite write) {
        for (String key : new String[] {whole(write), head(write)}) {
            if (key != null) {
                high(key + " *").add(day);
                high(key + " " + write.client()).add(day);
            }
        }
    }

    @Override
    public Rarity.BaselineStatus status() {
        int count = observedDays();
        return new Rarity.BaselineStatus(
                active ? Rarity.State.ACTIVE : count == 0 ? Rarity.State.COLD : Rarity.State.TRAINING, count);
    }

    @Override
    public BaselineCounts counts() {
        return new BaselineCounts(
                0, 0, 0, 0, 0, 0, 0, known(day - settings.windowDays(), day - 1), 0, 0, 0, setAside, 0, 0);
    }
}
