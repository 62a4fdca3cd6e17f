package io.sharetap.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts bytes into lines of UTF-8. Of a line that is too long only the length is kept, however long it is. Knows how far
 * it has come, and can continue where an earlier reader of the same input was.
 */
final class LineReader {
    /** Bytes by which inputs are told apart. */
    static final int HEAD_BYTES = 1 << 12;

    private static final int BLOCK_BYTES = 1 << 16;

    private final InputStream input;
    private final int lineBytesMax;
    private final byte[] block = new byte[BLOCK_BYTES];
    private final byte[] head = new byte[HEAD_BYTES];
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private String line = "";
    private int at;
    private int end;
    private long taken;
    private long bytes;
    private long number;
    private boolean tooLong;

    LineReader(InputStream input, int lineBytesMax) {
        this.input = input;
        this.lineBytesMax = lineBytesMax;
    }

    /** Goes to the next line; false where there is none. */
    boolean next() throws IOException {
        parts.reset();
        line = "";
        tooLong = false;
        boolean any = false;
        boolean ended = false;
        while (!ended && (at < end || fill())) {
            any = true;
            int from = at;
            while (at < end && block[at] != '\n') {
                at++;
            }
            ended = at < end;
            keep(from, at, ended);
            at += ended ? 1 : 0;
        }
        if (parts.size() > 0) {
            line = parts.toString(StandardCharsets.UTF_8);
        }
        number += any ? 1 : 0;
        bytes = taken - (end - at);
        return any;
    }

    private void keep(int from, int to, boolean last) {
        if (parts.size() + (to - from) > lineBytesMax) {
            tooLong = true;
        } else if (last && parts.size() == 0) {
            line = new String(block, from, to - from, StandardCharsets.UTF_8);
        } else {
            parts.write(block, from, to - from);
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, input.read(block));
        keepHead(end);
        return end > 0;
    }

    private void keepHead(int count) {
        if (taken < HEAD_BYTES) {
            int part = (int) Math.min(count, HEAD_BYTES - taken);
            System.arraycopy(block, 0, head, (int) taken, part);
        }
        taken += count;
    }

    String line() {
        return line;
    }

    boolean tooLong() {
        return tooLong;
    }

    /** The number of the line, from 1. */
    long number() {
        return number;
    }

    /** How far it has come: to the end of the last line. */
    InputMark mark() {
        return new InputMark(bytes, number, Arrays.copyOf(head, (int) Math.min(bytes, HEAD_BYTES)));
    }

    /**
     * Whether this is the input of the mark. To be asked before the first line; waits for no more bytes than the mark
     * has.
     */
    boolean isOf(InputMark mark) throws IOException {
        byte[] expected = mark.head();
        int same = 0;
        while (same < expected.length && (same < end || fillMore())) {
            if (block[same] != expected[same]) {
                return false;
            }
            same++;
        }
        return same == expected.length;
    }

    private boolean fillMore() throws IOException {
        int count = input.read(block, end, block.length - end);
        if (count <= 0) {
            return false;
        }
        int kept = Math.min(HEAD_BYTES - end, count);
        if (kept > 0) {
            System.arraycopy(block, end, head, end, kept);
        }
        end += count;
        taken = end;
        return true;
    }

    /** Continues after the line of the mark, if {@link #isOf} confirmed it. */
    void goTo(InputMark mark) throws IOException {
        at = (int) Math.min(end, mark.bytes());
        long left = mark.bytes() - at;
        if (left > 0) {
            at = 0;
            end = 0;
            taken += left;
            skip(left, mark);
        }
        number = mark.lines();
        bytes = mark.bytes();
    }

    private void skip(long count, InputMark mark) throws IOException {
        try {
            input.skipNBytes(count);
        } catch (EOFException e) {
            throw new IOException("it ends before line " + mark.lines() + ", to which the run before had read it", e);
        }
    }
}
