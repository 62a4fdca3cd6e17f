package io.sharetap.output.deliver;

import io.sharetap.notice.FailureReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Moves messages from a backlog's memory to its disk, on a thread of its own, so that no other thread waits for the
 * disk.
 */
final class Mover {
    private static final long END_MILLIS = 5_000;

    private final Backlog backlog;
    private final Spill spill;
    private final Consumer<String> say;
    private final Thread thread;

    Mover(String name, Backlog backlog, Spill spill, Consumer<String> say) {
        this.backlog = backlog;
        this.spill = spill;
        this.say = say;
        thread = new Thread(this::run, "spill-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        List<Message> moved = new ArrayList<>();
        while (backlog.awaitTooMuch(moved)) {
            int done = 0;
            Loss trouble = null;
            try {
                backUpUnderWay();
                while (done < moved.size() && trouble == null) {
                    int appended = spill.append(moved.subList(done, moved.size()));
                    backlog.release(moved.subList(done, done + appended));
                    done += appended;
                    trouble = appended == 0 ? Loss.SPILL_FULL : null;
                }
            } catch (IOException e) {
                trouble = Loss.SPILL_FAILED;
                sayOnce(trouble, refused(e));
            }
            if (trouble == Loss.SPILL_FULL) {
                sayOnce(trouble, "its room on disk is full (delivery.spill-bytes)");
            }
            backlog.putBack(moved.subList(done, moved.size()), trouble);
            moved.clear();
        }
    }

    private void sayOnce(Loss trouble, String line) {
        if (!backlog.hasTrouble(trouble)) {
            say.accept(line);
        }
    }

    private static String refused(IOException e) {
        return "what waits cannot be kept on disk: " + FailureReason.of(e);
    }

    private void backUpUnderWay() throws IOException {
        List<Message> copied = backlog.toBackUp();
        if (copied.isEmpty()) {
            return;
        }
        try {
            spill.prepend(copied);
            int settled = backlog.backedUp(copied.size());
            for (Message message : copied.subList(0, settled)) {
                spill.take(message);
            }
        } finally {
            backlog.letTake();
        }
    }

    /** The first message on disk was settled. */
    void took(Message first) {
        try {
            spill.take(first);
        } catch (IOException e) {
            say.accept(mayComeTwice(e));
        }
    }

    private static String mayComeTwice(IOException e) {
        return "what waits on disk may come twice: " + FailureReason.of(e);
    }

    /** Drops a file that cannot be read; returns how many messages are lost with it. */
    int drop(IOException unreadable) {
        say.accept("what was kept on disk is lost: " + FailureReason.of(unreadable));
        try {
            return (int) spill.drop();
        } catch (IOException e) {
            say.accept(mayComeTwice(e));
            return 0;
        }
    }

    /**
     * Keeps the remaining messages for the next run, when the backlog has ended.
     *
     * @param memory the latest messages; those that could be kept are removed from it
     * @return why the rest could not be kept
     */
    Loss keep(Collection<Message> underWay, boolean underWayOnDisk, Deque<Message> memory) {
        awaitEnd();
        try {
            if (!underWayOnDisk && !underWay.isEmpty()) {
                spill.prepend(new ArrayList<>(underWay));
                underWay.clear();
            }
            int appended = 1;
            while (!memory.isEmpty() && appended > 0) {
                appended = spill.append(new ArrayList<>(memory));
                for (int i = 0; i < appended; i++) {
                    memory.remove();
                }
            }
            spill.close();
            return Loss.SPILL_FULL;
        } catch (IOException e) {
            say.accept(refused(e));
            return Loss.SPILL_FAILED;
        }
    }

    private void awaitEnd() {
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
