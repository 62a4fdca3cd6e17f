package io.sharetap.compression;

/** Copies earlier output, which is what all these algorithms have in common. */
final class Copies {
    private Copies() {}

    /**
     * Copies {@code length} bytes from {@code distance} bytes before {@code at} to {@code at}. Where the two overlap,
     * bytes just written are read again, so that a distance of 1 repeats one byte.
     */
    static void copy(byte[] output, int at, int distance, int length) {
        int from = at - distance;
        if (distance >= length) {
            System.arraycopy(output, from, output, at, length);
            return;
        }
        int done = distance;
        System.arraycopy(output, from, output, at, distance);
        while (done < length) { // what is written so far is a whole number of periods: each step doubles it
            int step = Math.min(done, length - done);
            System.arraycopy(output, at, output, at + done, step);
            done += step;
        }
    }
}
