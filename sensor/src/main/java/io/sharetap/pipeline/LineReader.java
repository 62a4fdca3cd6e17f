package io.sharetap.pipeline;

import java.io.IOException;
import java.io.Reader;

/** Cuts text into lines; of one that is too long only its length is kept, however long it is. */
final class LineReader {
    private static final int BLOCK = 1 << 16;

    private final Reader input;
    private final int charactersMax;
    private final char[] block = new char[BLOCK];
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int end;
    private long number;
    private boolean tooLong;

    LineReader(Reader input, int charactersMax) {
        this.input = input;
        this.charactersMax = charactersMax;
    }

    /** Goes to the next line; false: there is none. */
    boolean next() throws IOException {
        line.setLength(0);
        tooLong = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int from = at;
            while (at < end && block[at] != '\n') {
                at++;
            }
            keep(from, at);
            if (at < end) {
                at++; // the line's end
                break;
            }
        }
        number += any ? 1 : 0;
        return any;
    }

    private void keep(int from, int to) {
        if (line.length() + (to - from) > charactersMax) {
            tooLong = true;
        } else {
            line.append(block, from, to - from);
        }
    }

    private boolean fill() throws IOException {
        end = input.read(block);
        at = 0;
        return end > 0;
    }

    String line() {
        return line.toString();
    }

    boolean tooLong() {
        return tooLong;
    }

    /** From 1. */
    long number() {
        return number;
    }
}
