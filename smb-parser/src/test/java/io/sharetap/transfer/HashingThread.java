package io.sharetap.transfer;

/** Is the thread that helps to hash until it is closed. */
final class HashingThread implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;
    private volatile long helped;

    HashingThread(HashRing ring) {
        thread = new Thread(() -> {
            while (!closed) {
                if (ring.help()) {
                    helped++;
                } else {
                    Thread.onSpinWait();
                }
            }
        });
        thread.start();
    }

    long helped() {
        return helped;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
