package io.sharetap.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils captures: what networks do to them, and what attackers would. The same seed does the same. */
final class CaptureMutations {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long[] LEAPS = {1, 100_000, SECOND_NANOS, 61 * SECOND_NANOS, 3_601 * SECOND_NANOS, 1L << 50};
    private static final long[] TIMES = {
        0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62, 4_294_967_295L * SECOND_NANOS
    };
    private static final long[] LENGTHS = {
        0, 1, -1, 3, 4, 63, 64, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0xFF_FFFF, 0x7FFF_FFFF, 1L << 31
    };
    private static final int CHANGES_MAX = 8;
    private static final int FRAMES_MAX = 400;
    private static final int BEGINNING = 60;
    private static final int NEAR = 8;
    private static final int RUN_MAX = 30;
    private static final int HEAD_BYTES = 160;

    private final Random random;
    private final List<RecordedFrame> others;
    private List<RecordedFrame> frames;

    /** @param others frames of other captures, to mix in */
    CaptureMutations(Random random, List<RecordedFrame> others) {
        this.random = random;
        this.others = others;
    }

    /** A capture of at least one frame, with at most so many of its frames that one is soon replayed. */
    List<RecordedFrame> of(List<RecordedFrame> capture) {
        frames = excerpt(capture);
        for (int changes = 1 + random.nextInt(CHANGES_MAX); changes > 0; changes--) {
            change(random.nextInt(frames.size()));
        }
        return frames;
    }

    /** The bytes of a capture file with some of them changed, and perhaps without its end. */
    byte[] of(byte[] file) {
        byte[] changed = random.nextInt(3) == 0 ? Arrays.copyOf(file, random.nextInt(file.length + 1)) : file.clone();
        for (int changes = random.nextInt(CHANGES_MAX); changes > 0 && changed.length > 0; changes--) {
            int at = random.nextInt(random.nextBoolean() ? changed.length : Math.min(changed.length, HEAD_BYTES));
            changed[at] =
                    random.nextBoolean() ? (byte) random.nextInt() : (byte) (changed[at] ^ 1 << random.nextInt(8));
        }
        return changed;
    }

    /** Its beginning, where hosts introduce themselves, and a part further on. */
    private List<RecordedFrame> excerpt(List<RecordedFrame> capture) {
        if (capture.size() <= FRAMES_MAX) {
            return new ArrayList<>(capture);
        }
        List<RecordedFrame> excerpt = new ArrayList<>(capture.subList(0, BEGINNING));
        int length = FRAMES_MAX - BEGINNING;
        int from = BEGINNING + random.nextInt(capture.size() - FRAMES_MAX);
        excerpt.addAll(capture.subList(from, from + length));
        return excerpt;
    }

    private void change(int at) {
        RecordedFrame frame = frames.get(at);
        switch (random.nextInt(14)) {
            case 0, 1 -> flip(at, frame.bytes().clone());
            case 2, 3, 4 -> length(at, frame.bytes().clone());
            case 5 -> drop(at, 1);
            case 6 -> drop(at, 1 + random.nextInt(RUN_MAX));
            case 7 -> swap(at);
            case 8 -> cut(at);
            case 9 -> frames.add(Math.min(frames.size(), at + random.nextInt(NEAR)), frame);
            case 10 -> time(at);
            case 11 -> grow(at);
            case 12 -> foreign(at);
            default -> bounds(at);
        }
    }

    private void flip(int at, byte[] bytes) {
        for (int flips = 1 + random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
            int place = placeIn(bytes);
            bytes[place] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[place] ^ 1 << random.nextInt(8));
        }
        frames.set(at, frames.get(at).with(bytes));
    }

    /** A number of two, four or eight bytes becomes one that few expect. */
    private void length(int at, byte[] bytes) {
        int width = 2 << random.nextInt(3);
        if (bytes.length < width) {
            return;
        }
        int place = Math.min(placeIn(bytes), bytes.length - width);
        long number = LENGTHS[random.nextInt(LENGTHS.length)] - (random.nextInt(4) == 0 ? random.nextInt(9) : 0);
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes).order(random.nextInt(3) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        switch (width) {
            case 2 -> buffer.putShort(place, (short) number);
            case 4 -> buffer.putInt(place, (int) number);
            default -> buffer.putLong(place, number);
        }
        frames.set(at, frames.get(at).with(bytes));
    }

    /** Mostly in a message's head, or else in those of the packet. */
    private int placeIn(byte[] bytes) {
        int message = random.nextInt(3) == 0 ? -1 : messageIn(bytes);
        int from = Math.max(0, message);
        int count = message < 0 && random.nextBoolean() ? bytes.length : Math.min(bytes.length - from, HEAD_BYTES);
        return from + random.nextInt(Math.max(1, count));
    }

    /** Where the NetBIOS prefix of the frame's first message begins; negative: there is none. */
    private static int messageIn(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 'S' && bytes[i + 1] == 'M' && bytes[i + 2] == 'B') {
                return i - 5;
            }
        }
        return -1;
    }

    private void drop(int at, int count) {
        int to = Math.min(frames.size(), at + count);
        if (to - at < frames.size()) {
            frames.subList(at, to).clear();
        }
    }

    /** The contents change places, the times stay. */
    private void swap(int at) {
        int other = Math.min(frames.size() - 1, at + 1 + random.nextInt(NEAR));
        RecordedFrame first = frames.get(at);
        RecordedFrame second = frames.get(other);
        frames.set(at, second.at(first.epochNanos()));
        frames.set(other, first.at(second.epochNanos()));
    }

    /** By a snap length, so that the wire had more; or on the wire. */
    private void cut(int at) {
        RecordedFrame frame = frames.get(at);
        byte[] shorter = Arrays.copyOf(frame.bytes(), random.nextInt(frame.bytes().length + 1));
        int wireBytes = random.nextBoolean() ? frame.wireBytes() : shorter.length;
        frames.set(at, new RecordedFrame(frame.linkType(), shorter, wireBytes, frame.epochNanos()));
    }

    /** One frame's time, or those of all behind it, go on, back, or to the end of all time. */
    private void time(int at) {
        long leap = LEAPS[random.nextInt(LEAPS.length)] * (random.nextInt(3) == 0 ? -1 : 1);
        int to = random.nextBoolean() ? at + 1 : frames.size();
        boolean extreme = random.nextInt(4) == 0;
        long time = TIMES[random.nextInt(TIMES.length)];
        for (int i = at; i < to; i++) {
            frames.set(i, frames.get(i).at(extreme ? time : frames.get(i).epochNanos() + leap));
        }
    }

    private void grow(int at) {
        RecordedFrame frame = frames.get(at);
        byte[] longer = Arrays.copyOf(frame.bytes(), frame.bytes().length + 1 + random.nextInt(200));
        frames.set(at, frame.with(longer));
    }

    private void foreign(int at) {
        RecordedFrame other = others.get(random.nextInt(others.size()));
        frames.add(at, other.at(frames.get(at).epochNanos()));
    }

    /** The capture begins or ends here. */
    private void bounds(int at) {
        if (random.nextBoolean() && at > 0) {
            frames.subList(0, at).clear();
        } else if (at + 1 < frames.size()) {
            frames.subList(at + 1, frames.size()).clear();
        }
    }
}
