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
 * Finds the story that a write belongs to. Holds the stories of the last 24 hours, and older ones whose number of
 * folded writes was not reported in any alert yet. Both are bounded; the oldest are dropped first.
 */
final class Stories {
    /** A number that no alert has reported within 30 days is dropped. */
    private static final long PENDING_NANOS = 30 * 86_400_000_000_000L;

    private long foldNanos;
    private final int storiesMax;
    private final Consumer<Story> beforeRemoval;

    private final Map<IdentityPair, Map<Variation, Story>> byPair = new HashMap<>();
    private final Map<IpAddress, Map<Severity, Story>> byClient = new HashMap<>();
    private final Map<String, Map<Severity, Story>> byExecutable = new HashMap<>();
    /** Both in the order in which the stories were raised. */
    private final LinkedHashSet<Story> current = new LinkedHashSet<>();

    private final LinkedHashSet<Story> setAside = new LinkedHashSet<>();
    private long evictions;

    /**
     * Holds stories that take writes for {@code foldNanos}, at most {@code storiesMax}.
     *
     * @param beforeRemoval called before a story is removed, to report what is still to be reported
     */
    Stories(long foldNanos, int storiesMax, Consumer<Story> beforeRemoval) {
        this.foldNanos = foldNanos;
        this.storiesMax = storiesMax;
        this.beforeRemoval = beforeRemoval;
    }

    /** From now on a story takes further writes for this long. */
    void foldFor(long nanos) {
        foldNanos = nanos;
    }

    /**
     * The story that takes a write; null where none does. The gravest comes first; of equally grave ones that of the
     * same pair, then of the client, then of the executable.
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

    /** Whether the story still takes writes. One from the future, raised by an event whose time was wrong, does not. */
    private boolean isOpen(Story story, long nowNanos) {
        return Math.abs(nowNanos - story.raisedNanos) < foldNanos;
    }

    private Map<Variation, Story> ofPair(Story.Scope write) {
        return byPair.getOrDefault(new IdentityPair(write.client(), write.destination()), Map.of());
    }

    private Map<Severity, Story> ofClient(Story.Scope write) {
        return byClient.getOrDefault(write.client(), Map.of());
    }

    /** By the content or, where bytes are missing, the head. */
    private Map<Severity, Story> ofExecutable(Story.Scope write) {
        String key = write.content() != null ? write.content() : write.head();
        return key == null ? Map.of() : byExecutable.getOrDefault(key, Map.of());
    }

    /**
     * Number of folded writes of the same pair, client or executable that no alert has reported. The caller reports it
     * now.
     */
    long takeFolded(Story.Scope write) {
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

    /** Adds a story that was just raised; it replaces an earlier one with the same key. */
    void add(Story story) {
        Story.Scope scope = story.scope;
        Story before = ofPair(scope).get(scope.variation());
        if (before != null) {
            remove(before);
        }
        removeExpired(story.raisedNanos);
        if (current.size() + setAside.size() >= storiesMax) {
            evictions++;
            remove((setAside.isEmpty() ? current : setAside).iterator().next());
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

    /** Sets stories aside that take no more writes, and removes those without folded writes to report. */
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
        for (Story oldest = first(setAside);
                oldest != null && Math.abs(nowNanos - oldest.raisedNanos) > PENDING_NANOS;
                oldest = first(setAside)) {
            remove(oldest);
        }
    }

    /** Lets the story take no more writes; its number is kept for the next alert of its pair. */
    private void setAside(Story story) {
        current.remove(story);
        forgetWide(story);
        setAside.add(story);
    }

    private static Story first(LinkedHashSet<Story> stories) {
        return stories.isEmpty() ? null : stories.iterator().next();
    }

    private void remove(Story story) {
        beforeRemoval.accept(story);
        current.remove(story);
        setAside.remove(story);
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

    /** Stories that are set aside, then those that take writes, each the oldest first. */
    List<Story> all() {
        List<Story> all = new ArrayList<>(setAside);
        all.addAll(current);
        return all;
    }

    /** How many stories at the beginning of {@link #all} are set aside. */
    int setAsideCount() {
        return setAside.size();
    }

    /** Restores what {@link #all} gave, in place of the present stories. */
    void restore(List<Story> stories, int setAsideCount) {
        byPair.clear();
        byClient.clear();
        byExecutable.clear();
        current.clear();
        setAside.clear();
        for (int i = 0; i < stories.size(); i++) {
            put(stories.get(i));
            if (i < setAsideCount) {
                setAside(stories.get(i));
            }
        }
    }
}
