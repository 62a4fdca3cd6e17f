package io.sharetap.compression;

/** Copies of what was put out before, the one thing that all these algorithms share. */
final class Copies {
    private Copies() {}

    /**
     * Copies {@code length} bytes from {@code distance} bytes before {@code at} to {@code at}; where the two overlap,
     * what was just written is read again, so that a distance of 1 repeats one byte.
     */
    static void copy(byte[] output, int at, int distance, int length) {
        int from = at - distance;
        if (distance >= length) {
            System.arraycopy(output, from, output, at, length);
            return;
        }
        int done = distance;
        System.arraycopy(output, from, output, at, distance);
        while (done < length) { // what is there now is a whole number of periods: it doubles
            int step = Math.min(done, length - done);
            System.arraycopy(output, at, output, at + done, step);
            done += step;
        }
    }
}
