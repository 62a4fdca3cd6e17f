package io.sharetap.output.deliver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Takes messages, is away, or stalls, as its test says. */
final class FakeReceiver implements Receiver {
    private final List<String> taken = new ArrayList<>();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private volatile boolean away;
    private volatile CountDownLatch stall;

    @Override
    public void deliver(List<Message> messages, Progress progress) throws IOException {
        for (Message message : messages) {
            CountDownLatch waiting = stall;
            if (waiting != null) {
                stalled.countDown();
                await(waiting);
            }
            if (away) {
                throw new IOException("away");
            }
            String text = text(message);
            if (text.equals("poison")) {
                throw new IllegalStateException("poisoned");
            }
            synchronized (taken) {
                taken.add(text);
                taken.notifyAll();
            }
            progress.taken(1);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    void goAway(boolean now) {
        away = now;
    }

    void stall() {
        stall = new CountDownLatch(1);
    }

    void awaitStall() throws InterruptedException {
        stalled.await();
    }

    void goOn() {
        CountDownLatch waiting = stall;
        stall = null;
        waiting.countDown();
    }

    List<String> taken() {
        synchronized (taken) {
            return List.copyOf(taken);
        }
    }

    void awaitTaken(int count) throws InterruptedException {
        synchronized (taken) {
            while (taken.size() < count) {
                taken.wait();
            }
        }
    }

    static Message message(String text) {
        return Message.of(Message.Kind.EVENT, text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Message message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    /** {@code record 0} and so on. */
    static List<String> texts(int from, int to) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            texts.add("record " + i);
        }
        return texts;
    }
}
