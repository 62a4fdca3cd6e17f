package io.sharetap.output.deliver;

import io.sharetap.base.FileReason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Holds what a receiver has not taken, in order: first what is under way, then what is on disk, then what is in memory.
 * One thread gives messages, one takes them, one moves them from memory to disk; no disk is waited for by who gives,
 * unless it asks for that ({@link #settle}).
 */
final class Backlog {
    private static final long LOOK_NANOS = 100_000_000L;
    /** What is under way is a part of what memory may hold: it cannot be moved to disk while it is. */
    private static final long UNDER_WAY_PART = 4;

    /** How far it is on its way to its end. */
    private enum Stage {
        OPEN,
        /** Nothing more is offered; what waits is still delivered. */
        CLOSING,
        /** Nothing is taken any more. */
        ENDED
    }

    /** What is on its way from memory to disk, and may not be taken meanwhile, as it would change places. */
    private enum Moving {
        NOTHING,
        /** What had waited in memory: only the disk, which comes before it, gives messages. */
        MEMORY,
        /** What is under way as well, which comes before all else: nothing is given. */
        MEMORY_AND_UNDER_WAY
    }

    private final Terms terms;
    private final Tally tally;
    private final Consumer<String> say;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Null: nothing is kept on disk. Has a lock of its own, taken within ours. */
    private final Spill spill;

    private final Mover mover;
    private final SpillState spillState;
    private final Pulse receiver;
    private final MemoryQueue memory;
    private final ArrayDeque<Message> underWay = new ArrayDeque<>();
    /** What is under way is also the head of what is on disk; else it is in memory alone. */
    private boolean underWayOnDisk;

    private Stage stage = Stage.OPEN;
    private Moving moving = Moving.NOTHING;
    /** Somebody waits until all is with the receiver or on disk. */
    private boolean settling;

    /**
     * Says how messages wait.
     *
     * @param finite whether who gives messages may wait for a receiver that takes some
     * @param queueBytes of memory
     * @param waitNanos a receiver that takes nothing for so long is taken for dead
     */
    record Terms(boolean finite, long queueBytes, long waitNanos) {}

    /** How much waits. */
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
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes over what the run before left on disk. Called once, by the thread that will take messages. */
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
            String why = e instanceof IOException unusable ? FileReason.of(unusable) : e.getMessage();
            say.accept("nothing can be kept on disk: " + why);
            locked(spillState::unusable);
        }
    }

    /** One message more; counted as lost where there is no room for it. */
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
            memory.add(message);
            changed.signalAll();
        } catch (InterruptedException e) {
            tally.lost(Loss.QUEUE_FULL, 1);
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Of a finite input nothing is to be lost as long as somebody, the receiver or the disk, takes what waits. */
    private boolean mayWait() {
        if (!terms.finite()) {
            return false;
        }
        if (receiver.diesNow()) {
            changed.signalAll(); // who moves to disk has something to do
        }
        return !receiver.isDead() || spillState.takes();
    }

    private boolean isEnded() {
        return stage == Stage.ENDED;
    }

    /**
     * Waits for the next messages to deliver, the oldest that there are. They are under way until each was
     * {@link #settled}.
     *
     * @return empty: there was nothing for {@code nanos}; null: nothing comes any more
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

    /** Nothing will have to be delivered any more. */
    private boolean isOver() {
        return isEnded() || stage == Stage.CLOSING && isEmpty();
    }

    /** Nobody but this thread takes from there, so that no lock is held meanwhile. */
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
            return false; // what it holds comes first
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

    /** The first of what is under way waits no longer: it was taken, or never will be. */
    void settled() {
        Message first;
        boolean ofDisk;
        lock.lock();
        try {
            if (isEnded()) {
                return; // it was kept for the next run meanwhile
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

    /** Waits until all that was offered is with the receiver or on disk, where it outlives a kill. */
    void settle() {
        lock.lock();
        try {
            if (!spillState.isOpen()) {
                return;
            }
            settling = true;
            changed.signalAll();
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

    /** Waits for messages that are to go to disk, and gives all that memory holds; false: it is over. */
    boolean awaitTooMuch(List<Message> moved) {
        lock.lock();
        try {
            while (!isEnded() && !tooMuch()) {
                changed.awaitNanos(SpillState.PAUSE_NANOS);
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

    /** What is under way and is to go to disk as it is wanted there; nothing more is taken until {@link #letTake}. */
    List<Message> toBackUp() {
        return underLock(() -> {
            if (!settling || underWayOnDisk || underWay.isEmpty()) {
                return List.of();
            }
            moving = Moving.MEMORY_AND_UNDER_WAY;
            return new ArrayList<>(underWay);
        });
    }

    /** What is under way was put on disk before all others; returns how many of it were settled meanwhile. */
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

    /** These are on disk now. */
    void release(List<Message> onDisk) {
        locked(() -> onDisk.forEach(memory::forget));
    }

    /** What was to be moved is on disk but for these; {@code trouble}: why, null where there are none. */
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

    /** Nothing more is offered. Waits until all is delivered; false: the receiver is taken for dead, or time is up. */
    boolean drain() {
        lock.lock();
        try {
            stage = Stage.CLOSING;
            changed.signalAll();
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

    /** Waits so long, or until it is to be over; where that is already so, a moment. */
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

    /** Nothing is taken any more; what waits in memory goes to disk for the next run, or is lost and counted. */
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
