package io.sharetap.output.deliver;

import io.sharetap.base.FileReason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Holds what a receiver has not taken, in order: first what is under way, then what is on disk, then what is in memory.
 * One thread gives messages, one takes them, one moves them from memory to disk; no disk is waited for by who gives,
 * unless it asks for that ({@link #settle}).
 */
final class Backlog {
    private static final long LOOK_NANOS = 100_000_000L;
    /** What is under way is a part of what memory may hold: it cannot be moved to disk while it is. */
    private static final long UNDER_WAY_PART = 4;

    private static final long DISK_PAUSE_NANOS = 1_000_000_000L;

    private final Terms terms;
    private final Tally tally;
    private final Consumer<String> say;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Null: nothing is kept on disk. Has a lock of its own, taken within ours. */
    private final Spill spill;

    private final Mover mover;
    private final ArrayDeque<Message> memory = new ArrayDeque<>();
    private final ArrayDeque<Message> underWay = new ArrayDeque<>();
    /** What is under way is also the head of what is on disk; else it is in memory alone. */
    private boolean underWayOnDisk;

    private long memoryBytes;
    private long memoryRecords;
    private boolean diskOpen;
    private boolean moving;
    private boolean settling;
    private boolean backingUp;
    private volatile Loss diskTrouble;
    private long diskTroubleNanos;
    private long progressNanos = System.nanoTime();
    private boolean dead;
    private boolean closing;
    private boolean ended;

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
            locked(() -> diskOpen = true);
            mover.start();
        } catch (IOException | IllegalArgumentException e) {
            String why = e instanceof IOException unusable ? FileReason.of(unusable) : e.getMessage();
            say.accept("nothing can be kept on disk: " + why);
            locked(() -> diskTrouble = Loss.SPILL_FAILED);
        }
    }

    /** One message more; counted as lost where there is no room for it. */
    void offer(Message message) {
        lock.lock();
        try {
            while (!fits(message) && !ended && mayWait()) {
                changed.awaitNanos(LOOK_NANOS);
            }
            if (ended || !fits(message)) {
                tally.lost(reasonOfFullness(), 1);
                return;
            }
            if (isEmpty()) {
                progressNanos = System.nanoTime(); // until now there was nothing to take
            }
            memory.add(message);
            memoryBytes += message.weight();
            memoryRecords++;
            changed.signalAll();
        } catch (InterruptedException e) {
            tally.lost(Loss.QUEUE_FULL, 1);
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(Message message) {
        return memoryBytes == 0 || memoryBytes + message.weight() <= terms.queueBytes();
    }

    /** Of a finite input nothing is to be lost as long as somebody, the receiver or the disk, takes what waits. */
    private boolean mayWait() {
        if (!terms.finite()) {
            return false;
        }
        if (!dead && System.nanoTime() - progressNanos > terms.waitNanos()) {
            dead = true;
            changed.signalAll();
        }
        return !dead || spill != null && diskTrouble == null;
    }

    private Loss reasonOfFullness() {
        return diskTrouble == null ? Loss.QUEUE_FULL : diskTrouble;
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
            while (left > 0 && !ended && !hasNext() && !(closing && isEmpty())) {
                left = changed.awaitNanos(left);
            }
            if (ended || closing && isEmpty()) {
                return null;
            }
            if (!hasNext()) {
                return List.of();
            }
            underWayOnDisk = onDisk();
            if (!underWayOnDisk) {
                takeFromMemory(bytesMax);
                return new ArrayList<>(underWay);
            }
        } finally {
            lock.unlock();
        }
        return takeFromDisk(bytesMax);
    }

    private void takeFromMemory(long bytesMax) {
        long most = Math.min(bytesMax, terms.queueBytes() / UNDER_WAY_PART);
        long bytes = 0;
        while (!memory.isEmpty() && bytes < most) {
            bytes += memory.peek().weight();
            underWay.add(memory.poll());
        }
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
        return diskOpen && !spill.isEmpty();
    }

    private boolean hasNext() {
        if (spill != null && !diskOpen && diskTrouble == null) {
            return false; // what it holds comes first
        }
        return !backingUp && (onDisk() || !moving && !memory.isEmpty());
    }

    private boolean isEmpty() {
        return underWay.isEmpty() && memory.isEmpty() && !moving && !onDisk();
    }

    /** The first of what is under way waits no longer: it was taken, or never will be. */
    void settled() {
        Message first;
        boolean ofDisk;
        lock.lock();
        try {
            if (ended) {
                return; // it was kept for the next run meanwhile
            }
            first = underWay.remove();
            ofDisk = underWayOnDisk;
            if (!ofDisk) {
                forget(first);
            }
            progressNanos = System.nanoTime();
            dead = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (ofDisk) {
            mover.took(first);
        }
    }

    private void forget(Message message) {
        memoryBytes -= message.weight();
        memoryRecords--;
    }

    /** Waits until all that was offered is with the receiver or on disk, where it outlives a kill. */
    void settle() {
        lock.lock();
        try {
            if (!diskOpen) {
                return;
            }
            settling = true;
            changed.signalAll();
            while (!ended && diskTrouble == null && memoryRecords > 0) {
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
            while (!ended && !tooMuch()) {
                changed.awaitNanos(DISK_PAUSE_NANOS);
            }
            if (ended) {
                return false;
            }
            moved.addAll(memory);
            memory.clear();
            moving = true;
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean tooMuch() {
        boolean wanted = settling && memoryRecords > 0
                || (!terms.finite() || dead) && !memory.isEmpty() && memoryBytes > terms.queueBytes() / 2;
        return wanted && (diskTrouble == null || System.nanoTime() - diskTroubleNanos > DISK_PAUSE_NANOS);
    }

    /** What is under way and is to go to disk as it is wanted there; nothing more is taken until {@link #letTake}. */
    List<Message> toBackUp() {
        lock.lock();
        try {
            if (!settling || underWayOnDisk || underWay.isEmpty()) {
                return List.of();
            }
            backingUp = true;
            return new ArrayList<>(underWay);
        } finally {
            lock.unlock();
        }
    }

    /** What is under way was put on disk before all others; returns how many of it were settled meanwhile. */
    int backedUp(int copied) {
        lock.lock();
        try {
            underWayOnDisk = true;
            underWay.forEach(this::forget);
            return copied - underWay.size();
        } finally {
            lock.unlock();
        }
    }

    void letTake() {
        locked(() -> backingUp = false);
    }

    /** These are on disk now. */
    void release(List<Message> onDisk) {
        locked(() -> onDisk.forEach(this::forget));
    }

    /** For these there was no room on disk. */
    void putBack(List<Message> messages, Loss trouble) {
        locked(() -> {
            for (int i = messages.size() - 1; i >= 0; i--) {
                memory.addFirst(messages.get(i));
            }
            moving = false;
            diskTrouble = trouble;
            diskTroubleNanos = System.nanoTime();
        });
    }

    boolean hasTrouble(Loss trouble) {
        return diskTrouble == trouble;
    }

    /** Nothing more is offered. Waits until all is delivered; false: the receiver is taken for dead, or time is up. */
    boolean drain() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            long begunNanos = System.nanoTime();
            while (!isEmpty()) {
                long since = terms.finite() ? Math.max(begunNanos, progressNanos) : begunNanos;
                if (System.nanoTime() - since > terms.waitNanos()) {
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
            boolean hurrying = closing;
            long left = hurrying ? Math.min(nanos, LOOK_NANOS) : nanos;
            while (left > 0 && !ended && closing == hurrying) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is taken any more; what waits in memory goes to disk for the next run, or is lost and counted. */
    void end() {
        locked(() -> ended = true);
        Loss trouble = mover == null || !diskOpen ? reasonOfFullness() : mover.keep(underWay, underWayOnDisk, memory);
        tally.lost(trouble, memory.size() + (underWayOnDisk ? 0 : underWay.size()));
        memoryRecords = 0;
        memoryBytes = 0;
    }

    Fill fill() {
        lock.lock();
        try {
            return diskOpen
                    ? new Fill(memoryRecords, memoryBytes, spill.records(), spill.bytes())
                    : new Fill(memoryRecords, memoryBytes, 0, 0);
        } finally {
            lock.unlock();
        }
    }
}
