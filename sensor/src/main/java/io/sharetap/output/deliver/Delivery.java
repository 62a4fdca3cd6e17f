package io.sharetap.output.deliver;

import io.sharetap.notice.ChangeNews;
import io.sharetap.notice.FailureReason;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Delivers messages to one receiver, in order, on a thread of its own. Messages that the receiver has not taken wait in
 * memory, then on disk.
 *
 * <p>With a live input the offering thread never waits; messages without room are lost and counted. With a finite input
 * it waits as long as the receiver makes progress.
 */
public final class Delivery {
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final long RECEIVER_CLOSE_MILLIS = 10_000;
    private static final long GIVE_UP_MILLIS = 2_000;

    private final String name;
    private final Receiver receiver;
    private final Consumer<String> say;
    private final ChangeNews news;
    private final Tally tally = new Tally();
    private final Pauses pauses = new Pauses();
    private final Backlog backlog;
    private final Thread thread;
    private volatile boolean abandoned;
    private boolean failing;
    private boolean closed;

    /**
     * Makes it. Messages can be offered at once; they are delivered after {@link #start}.
     *
     * @param spill null: nothing is kept on disk
     * @param say takes one line for people
     */
    Delivery(String name, Receiver receiver, Spill spill, Backlog.Terms terms, Consumer<String> say) {
        this.name = name;
        this.receiver = receiver;
        this.say = line -> say.accept("output " + name + ": " + line);
        news = new ChangeNews("output " + name, say);
        backlog = new Backlog(name, spill, terms, tally, this.say);
        thread = new Thread(this::run, "output-" + name);
        thread.setDaemon(true);
    }

    /** Starts the delivery. */
    public void start() {
        thread.start();
    }

    /** Adds a message; where there is no room, it is counted as lost. */
    public void offer(Message message) {
        backlog.offer(message);
    }

    /** Waits until all messages offered so far are with the receiver, or on disk, where they survive a kill. */
    public void settle() {
        backlog.settle();
    }

    /** Opens the receiver's file again, as after a rotation by another program; any thread may ask. */
    public void reopen() {
        receiver.reopen();
    }

    /** How it fares; any thread may ask. */
    public OutputCounts counts() {
        return tally.counts(name, backlog.fill());
    }

    private void run() {
        try {
            backlog.open();
            boolean more = true;
            while (more && !abandoned) {
                List<Message> messages = backlog.next(receiver.batchBytes(), PAUSE_NANOS);
                news.onTime(System.nanoTime());
                more = messages != null;
                if (more && messages.isEmpty()) {
                    lookAfter();
                } else if (more) {
                    deliver(messages);
                }
            }
        } catch (InterruptedException e) {
            abandoned = true; // the rest is kept by the thread that closes this
        }
        news.end();
        try {
            receiver.close();
        } catch (IOException e) {
            say.accept(FailureReason.of(e));
        }
    }

    private void lookAfter() {
        try {
            receiver.onPause();
        } catch (IOException e) {
            onFailure(e);
        }
    }

    /** Hands the messages over until each was taken or refused. */
    private void deliver(List<Message> messages) throws InterruptedException {
        Handover handover = new Handover();
        while (handover.done < messages.size() && !abandoned) {
            try {
                receiver.deliver(messages.subList(handover.done, messages.size()), handover);
            } catch (IOException e) {
                if (abandoned) {
                    return;
                }
                onFailure(e);
                long pause = pauses.next();
                backlog.pause(e instanceof Receiver.ComeAgain later ? Math.max(pause, later.pauseNanos()) : pause);
                tally.reconnecting();
            } catch (RuntimeException e) {
                say.accept("a fault of ours, please report it: " + e);
                handover.refused(Loss.FAULT);
            }
        }
    }

    private void onFailure(IOException e) {
        tally.failed();
        if (!failing) {
            failing = true;
            news.onChange(FailureReason.of(e) + "; records wait until it takes them again", System.nanoTime());
        }
    }

    private void onSuccess() {
        pauses.reset();
        tally.works();
        if (failing) {
            failing = false;
            news.onChange("takes records again", System.nanoTime());
        }
    }

    /** Counts as the receiver makes progress. */
    private final class Handover implements Receiver.Progress {
        private int done;

        @Override
        public void taken(int count) {
            for (int i = 0; i < count && !abandoned; i++) {
                done++;
                tally.taken();
                backlog.settled();
            }
            onSuccess();
        }

        @Override
        public void refused(Loss reason) {
            done++;
            tally.lost(reason, 1);
            backlog.settled();
        }
    }

    /**
     * No more messages are offered: delivers those that wait, as long as the receiver makes progress; the rest stays on
     * disk.
     */
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean begun = thread.isAlive();
        boolean done = begun && backlog.drain() && endsWithin(RECEIVER_CLOSE_MILLIS);
        if (!done) {
            abandoned = true;
            receiver.abort();
            thread.interrupt();
            endsWithin(GIVE_UP_MILLIS);
        }
        backlog.end();
        OutputCounts end = counts();
        if (end.lostInAll() > 0) {
            say.accept(end.lostInAll() + " records were lost: " + end.lossText());
        }
        if (end.spilledRecords() > 0) {
            say.accept(end.spilledRecords() + " records wait on disk; the next run sends them first");
        }
    }

    private boolean endsWithin(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
