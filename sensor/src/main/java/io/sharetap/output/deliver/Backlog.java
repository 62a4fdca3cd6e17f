package io.sharetap.output.deliver;

import io.sharetap.notice.FailureReason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Holds the messages that a receiver has not taken, in order: first those under way, then those on disk, then those in
 * memory. One thread offers messages, one takes them, one moves them from memory to disk. The offering thread never
 * waits for a disk, unless it calls {@link #settle}.
 */
final class Backlog {
    private static final long LOOK_NANOS = 100_000_000L;
    /** The fraction of the memory that may be under way: such messages cannot be moved to disk. */
    private static final long UNDER_WAY_PART = 4;

    /** The steps towards the end. */
    private enum Stage {
        OPEN,
        /** No more messages are offered; those that wait are still delivered. */
        CLOSING,
        /** Nothing is delivered any more. */
        ENDED
    }

    private final Terms terms;
    private final Tally tally;
    private final Consumer<String> say;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The mover waits apart from the others, as it hardly ever has to be woken. */
    private final Condition tooMuchWaits = lock.newCondition();
    /** Null: nothing is kept on disk. It has a lock of its own, which is taken while ours is held. */
    private final Spill spill;

    private final Mover mover;
    private final SpillState spillState;
    private final Pulse receiver;
    private final MemoryQueue memory;
    private final ArrayDeque<Message> underWay = new ArrayDeque<>();
    /** Whether messages under way are also at the head of the disk's; otherwise they are in memory alone. */
    private boolean underWayOnDisk;

    private Stage stage = Stage.OPEN;
    private Moving moving = Moving.NOTHING;
    /** A thread waits until all is with the receiver or on disk. */
    private boolean settling;

    /**
     * Says how messages wait.
     *
     * @param finite whether the input is finite, so that the offering thread may wait for a receiver that makes
     *     progress
     * @param queueBytes of memory
     * @param waitNanos a receiver that takes nothing for so long counts as dead
     */
    record Terms(boolean finite, long queueBytes, long waitNanos) {}

    /** How many messages wait, and their size. */
    record Fill(long memoryRecords, long memoryBytes, long spilledRecords, long spilledBytes) {}

    Backlog(String name, Spill spill, Terms terms, Tally tally, Consumer<String> say) {
        this.spill = spill;
        this.terms = terms;
        this.tally = tally;
        this.say = say;
        mover = spill == null ? null : new Mover(name, this, spill, say);
        spillState = new SpillState(spill != null);
        receiver = new Pulse(terms.waitNanos());
        memory = new MemoryQueue(terms.queueBytes());
    }

    private <T> T underLock(Supplier<T> deed) {
        lock.lock();
        try {
            return deed.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        underLock(() -> {
            change.run();
            signalAll();
            return null;
        });
    }

    private void signalAll() {
        changed.signalAll();
        tooMuchWaits.signalAll();
    }

    /** Takes over what the last run left on disk. Called once, by the thread that takes messages. */
    void open() {
        if (spill == null) {
            return;
        }
        try {
            spill.open();
            long left = spill.records();
            if (left > 0) {
                say.accept(left + " records of a run before wait on disk and go first");
            }
            locked(spillState::opened);
            mover.start();
        } catch (IOException | IllegalArgumentException e) {
            String why = e instanceof IOException unusable ? FailureReason.of(unusable) : e.getMessage();
            say.accept("nothing can be kept on disk: " + why);
            locked(spillState::unusable);
        }
    }

    /** Adds a message; where there is no room, it is counted as lost. */
    void offer(Message message) {
        lock.lock();
        try {
            while (!memory.fits(message) && !isEnded() && mayWait()) {
                changed.awaitNanos(LOOK_NANOS);
            }
            if (isEnded() || !memory.fits(message)) {
                tally.lost(spillState.reasonOfFullness(), 1);
                return;
            }
            if (isEmpty()) {
                receiver.hadNothingToTake();
            }
            boolean first = memory.isEmpty();
            memory.add(message);
            if (first) {
                changed.signalAll();
            }
            if (tooMuch()) {
                tooMuchWaits.signalAll();
            }
        } catch (InterruptedException e) {
            tally.lost(Loss.QUEUE_FULL, 1);
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the offering thread may wait: for a finite input, as long as the receiver or the disk takes messages. */
    private boolean mayWait() {
        if (!terms.finite()) {
            return false;
        }
        if (receiver.diesNow()) {
            tooMuchWaits.signalAll();
        }
        return !receiver.isDead() || spillState.takes();
    }

    private boolean isEnded() {
        return stage == Stage.ENDED;
    }

    /**
     * Waits for the next messages to deliver, the oldest there are. They are under way until each was {@link #settled}.
     *
     * @return empty: none came within {@code nanos}; null: no more will come
     */
    List<Message> next(long bytesMax, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !hasNext() && !isOver()) {
                left = changed.awaitNanos(left);
            }
            if (isOver()) {
                return null;
            }
            if (!hasNext()) {
                return List.of();
            }
            underWayOnDisk = onDisk();
            if (!underWayOnDisk) {
                memory.take(Math.min(bytesMax, terms.queueBytes() / UNDER_WAY_PART), underWay);
                return new ArrayList<>(underWay);
            }
        } finally {
            lock.unlock();
        }
        return takeFromDisk(bytesMax);
    }

    /** Whether nothing will have to be delivered any more. */
    private boolean isOver() {
        return isEnded() || stage == Stage.CLOSING && isEmpty();
    }

    /** Reads without the lock: only this thread takes from the disk. */
    private List<Message> takeFromDisk(long bytesMax) {
        try {
            List<Message> messages = spill.peek(bytesMax);
            locked(() -> underWay.addAll(messages));
            return messages;
        } catch (IOException e) {
            tally.lost(Loss.SPILL_FAILED, mover.drop(e));
            return List.of();
        }
    }

    private boolean onDisk() {
        return spillState.isOpen() && !spill.isEmpty();
    }

    private boolean hasNext() {
        if (spillState.isUnopened()) {
            return false; // messages on disk come first
        }
        return switch (moving) {
            case NOTHING -> onDisk() || !memory.isEmpty();
            case MEMORY -> onDisk();
            case MEMORY_AND_UNDER_WAY -> false;
        };
    }

    private boolean isEmpty() {
        return underWay.isEmpty() && memory.isEmpty() && moving == Moving.NOTHING && !onDisk();
    }

    /** The first message under way is done: it was taken, or never will be. */
    void settled() {
        Message first;
        boolean ofDisk;
        lock.lock();
        try {
            if (isEnded()) {
                return; // it was meanwhile kept for the next run
            }
            first = underWay.remove();
            ofDisk = underWayOnDisk;
            if (!ofDisk) {
                memory.forget(first);
            }
            receiver.beats();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (ofDisk) {
            mover.took(first);
        }
    }

    /** Waits until all messages offered so far are with the receiver, or on disk, where they survive a kill. */
    void settle() {
        lock.lock();
        try {
            if (!spillState.isOpen()) {
                return;
            }
            settling = true;
            tooMuchWaits.signalAll();
            while (!isEnded() && spillState.takes() && memory.records() > 0) {
                changed.awaitNanos(LOOK_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            settling = false;
            lock.unlock();
        }
    }

    /** Waits until messages have to go to disk, and gives all that memory holds; false: the backlog has ended. */
    boolean awaitTooMuch(List<Message> moved) {
        lock.lock();
        try {
            while (!isEnded() && !tooMuch()) {
                tooMuchWaits.awaitNanos(SpillState.PAUSE_NANOS);
            }
            if (isEnded()) {
                return false;
            }
            memory.takeAll(moved);
            moving = Moving.MEMORY;
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean tooMuch() {
        boolean wanted = settling && memory.records() > 0
                || (!terms.finite() || receiver.isDead())
                        && !memory.isEmpty()
                        && memory.bytes() > terms.queueBytes() / 2;
        return wanted && spillState.mayBeAsked();
    }

    /** The messages under way, if they are to be copied to disk; no others are taken until {@link #letTake}. */
    List<Message> toBackUp() {
        return underLock(() -> {
            if (!settling || underWayOnDisk || underWay.isEmpty()) {
                return List.of();
            }
            moving = Moving.MEMORY_AND_UNDER_WAY;
            return new ArrayList<>(underWay);
        });
    }

    /** Messages under way were written before all others on disk; returns how many of them were settled meanwhile. */
    int backedUp(int copied) {
        return underLock(() -> {
            underWayOnDisk = true;
            underWay.forEach(memory::forget);
            return copied - underWay.size();
        });
    }

    void letTake() {
        locked(() -> moving = Moving.MEMORY);
    }

    /** These messages are on disk now. */
    void release(List<Message> onDisk) {
        locked(() -> onDisk.forEach(memory::forget));
    }

    /** The moved messages are on disk, except for these; {@code trouble} says why, and is null where there are none. */
    void putBack(List<Message> messages, Loss trouble) {
        locked(() -> {
            memory.putBack(messages);
            moving = Moving.NOTHING;
            spillState.asked(trouble);
        });
    }

    boolean hasTrouble(Loss trouble) {
        return underLock(() -> spillState.hasTrouble(trouble));
    }

    /**
     * No more messages are offered. Waits until all are delivered; false: the receiver counts as dead, or time is up.
     */
    boolean drain() {
        lock.lock();
        try {
            stage = Stage.CLOSING;
            signalAll();
            long begunNanos = System.nanoTime();
            while (!isEmpty()) {
                long since = terms.finite() ? Math.max(begunNanos, receiver.beatNanos()) : begunNanos;
                if (receiver.isTooLongAgo(since)) {
                    return false;
                }
                changed.awaitNanos(LOOK_NANOS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so long, or until the backlog is to end; if that is so already, only for a moment. */
    void pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            Stage begunIn = stage;
            long left = begunIn == Stage.OPEN ? nanos : Math.min(nanos, LOOK_NANOS);
            while (left > 0 && !isEnded() && stage == begunIn) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the backlog: what waits in memory goes to disk for the next run, or is counted as lost. */
    void end() {
        locked(() -> stage = Stage.ENDED);
        Loss trouble = spillState.isOpen()
                ? mover.keep(underWay, underWayOnDisk, memory.waiting())
                : spillState.reasonOfFullness();
        tally.lost(trouble, memory.waiting().size() + (underWayOnDisk ? 0 : underWay.size()));
        memory.forgetAll();
    }

    Fill fill() {
        return underLock(() -> spillState.isOpen()
                ? new Fill(memory.records(), memory.bytes(), spill.records(), spill.bytes())
                : new Fill(memory.records(), memory.bytes(), 0, 0));
    }
}
