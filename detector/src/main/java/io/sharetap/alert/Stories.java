package io.sharetap.alert;

import io.sharetap.event.IdentityPair;
import io.sharetap.event.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the story that a write belongs to. Holds the stories of the last 24 hours, and older ones whose count of folded
 * writes no alert has told yet; both up to a limit, the oldest go first.
 */
final class Stories {
    /** What no alert has told within 30 days is not told any more. */
    private static final long UNTOLD_NANOS = 30 * 86_400_000_000_000L;

    private long foldNanos;
    private final int storiesMax;
    private final Consumer<Story> beforeRemoval;

    private final Map<IdentityPair, Map<Variation, Story>> byPair = new HashMap<>();
    private final Map<IpAddress, Map<Severity, Story>> byClient = new HashMap<>();
    private final Map<String, Map<Severity, Story>> byExecutable = new HashMap<>();
    /** Both in the order in which they were raised. */
    private final LinkedHashSet<Story> current = new LinkedHashSet<>();

    private final LinkedHashSet<Story> untold = new LinkedHashSet<>();
    private long evictions;

    /**
     * Stories that take writes for so long, up to so many.
     *
     * @param beforeRemoval what of a story is still to be said is said here
     */
    Stories(long foldNanos, int storiesMax, Consumer<Story> beforeRemoval) {
        this.foldNanos = foldNanos;
        this.storiesMax = storiesMax;
        this.beforeRemoval = beforeRemoval;
    }

    /** From now on a story takes further writes for so long. */
    void foldFor(long nanos) {
        foldNanos = nanos;
    }

    /**
     * The story that takes a write; null: none. The gravest wins, then the one of the same pair, then that of the
     * client, then that of the executable.
     */
    Story find(Story.Scope write, boolean critical, long nowNanos) {
        Story best = null;
        for (Story story : ofPair(write).values()) {
            if (isOpen(story, nowNanos) && story.scope.takesOfPair(write.variation())) {
                best = graver(best, story);
            }
        }
        for (Map<Severity, Story> wide : List.of(ofClient(write), ofExecutable(write))) {
            for (Story story : wide.values()) {
                if (isOpen(story, nowNanos)
                        && story.scope.takesOfAny(write.variation(), write.destination(), critical)) {
                    best = graver(best, story);
                }
            }
        }
        return best;
    }

    private static Story graver(Story best, Story other) {
        return best == null || other.severity().isGraverThan(best.severity()) ? other : best;
    }

    /** A story of the future, raised by an event whose time was wrong, takes nothing. */
    private boolean isOpen(Story story, long nowNanos) {
        return Math.abs(nowNanos - story.raisedNanos) < foldNanos;
    }

    private Map<Variation, Story> ofPair(Story.Scope write) {
        return byPair.getOrDefault(new IdentityPair(write.client(), write.destination()), Map.of());
    }

    private Map<Severity, Story> ofClient(Story.Scope write) {
        return byClient.getOrDefault(write.client(), Map.of());
    }

    /** Where bytes are missing, the head has to do. */
    private Map<Severity, Story> ofExecutable(Story.Scope write) {
        String key = write.content() != null ? write.content() : write.head();
        return key == null ? Map.of() : byExecutable.getOrDefault(key, Map.of());
    }

    /** Folded writes of the same pair, client or executable that no alert has told; they are told now. */
    long tellFolded(Story.Scope write) {
        long folded = 0;
        for (Collection<Story> stories : List.of(
                ofPair(write).values(),
                ofClient(write).values(),
                ofExecutable(write).values())) {
            for (Story story : stories) {
                folded += story.folded;
                story.folded = 0;
            }
        }
        return folded;
    }

    /** Remembers a story that was just raised; it takes the place of the one before it of the same key. */
    void add(Story story) {
        Story.Scope scope = story.scope;
        Story before = ofPair(scope).get(scope.variation());
        if (before != null) {
            remove(before);
        }
        removeExpired(story.raisedNanos);
        if (current.size() + untold.size() >= storiesMax) {
            evictions++;
            remove((untold.isEmpty() ? current : untold).iterator().next());
        }
        put(story);
    }

    private void put(Story story) {
        Story.Scope scope = story.scope;
        current.add(story);
        byPair.computeIfAbsent(
                        new IdentityPair(scope.client(), scope.destination()), pair -> new EnumMap<>(Variation.class))
                .put(scope.variation(), story);
        if (scope.ofClient()) {
            byClient.computeIfAbsent(scope.client(), client -> new EnumMap<>(Severity.class))
                    .put(scope.variation().severity(), story);
        }
        for (String key : executableKeys(scope)) {
            byExecutable
                    .computeIfAbsent(key, executable -> new EnumMap<>(Severity.class))
                    .put(scope.variation().severity(), story);
        }
    }

    private static List<String> executableKeys(Story.Scope scope) {
        List<String> keys = new ArrayList<>(2);
        if (scope.ofExecutable() && scope.content() != null) {
            keys.add(scope.content());
        }
        if (scope.ofExecutable() && scope.head() != null) {
            keys.add(scope.head());
        }
        return keys;
    }

    /** Sets aside what takes no more writes; keeps of it what has folded writes to tell. */
    private void removeExpired(long nowNanos) {
        for (Story oldest = first(current); oldest != null && !isOpen(oldest, nowNanos); oldest = first(current)) {
            if (!oldest.waiting().isEmpty()) {
                return;
            }
            if (oldest.folded == 0) {
                remove(oldest);
            } else {
                setAside(oldest);
            }
        }
        for (Story oldest = first(untold);
                oldest != null && Math.abs(nowNanos - oldest.raisedNanos) > UNTOLD_NANOS;
                oldest = first(untold)) {
            remove(oldest);
        }
    }

    /** Takes no more writes; keeps its count for the next alert of its pair. */
    private void setAside(Story story) {
        current.remove(story);
        forgetWide(story);
        untold.add(story);
    }

    private static Story first(LinkedHashSet<Story> stories) {
        return stories.isEmpty() ? null : stories.iterator().next();
    }

    private void remove(Story story) {
        beforeRemoval.accept(story);
        current.remove(story);
        untold.remove(story);
        Story.Scope scope = story.scope;
        forget(byPair, new IdentityPair(scope.client(), scope.destination()), scope.variation(), story);
        forgetWide(story);
    }

    private void forgetWide(Story story) {
        Story.Scope scope = story.scope;
        forget(byClient, scope.client(), scope.variation().severity(), story);
        for (String key : executableKeys(scope)) {
            forget(byExecutable, key, scope.variation().severity(), story);
        }
    }

    private static <K, V> void forget(Map<K, Map<V, Story>> index, K key, V under, Story story) {
        Map<V, Story> stories = index.get(key);
        if (stories != null && stories.remove(under, story) && stories.isEmpty()) {
            index.remove(key);
        }
    }

    long evictions() {
        return evictions;
    }

    /** Stories that are set aside, then those that take writes, each oldest first. */
    List<Story> all() {
        List<Story> all = new ArrayList<>(untold);
        all.addAll(current);
        return all;
    }

    /** How many of {@link #all} are set aside. */
    int untoldCount() {
        return untold.size();
    }

    /** Takes back what {@link #all} gave, in place of what is remembered now. */
    void restore(List<Story> stories, int untoldCount) {
        byPair.clear();
        byClient.clear();
        byExecutable.clear();
        current.clear();
        untold.clear();
        for (int i = 0; i < stories.size(); i++) {
            put(stories.get(i));
            if (i < untoldCount) {
                setAside(stories.get(i));
            }
        }
    }
}
