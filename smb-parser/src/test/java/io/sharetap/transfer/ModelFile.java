package io.sharetap.transfer;

import io.sharetap.transfer.AssembledFile.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file as the simplest server holds it: an array, in which -1 is a byte that nobody saw. */
final class ModelFile {
    private static final int UNKNOWN = -1;

    private int[] bytes;
    private boolean sizeKnown;

    ModelFile(int unknownBytes, boolean sizeKnown) {
        bytes = new int[unknownBytes];
        Arrays.fill(bytes, UNKNOWN);
        this.sizeKnown = sizeKnown;
    }

    int size() {
        return bytes.length;
    }

    void write(int offset, int[] data, int count) {
        grow(offset + count, offset);
        System.arraycopy(data, 0, bytes, offset, count);
    }

    void endOfFile(int size) {
        if (size < bytes.length) {
            bytes = Arrays.copyOf(bytes, size);
        } else {
            grow(size, size);
        }
        sizeKnown = true;
    }

    private void grow(int size, int hole) {
        int before = bytes.length;
        if (size > before) {
            bytes = Arrays.copyOf(bytes, size);
            if (hole > before && !sizeKnown) {
                Arrays.fill(bytes, before, hole, UNKNOWN);
            }
        }
    }

    List<Range> missing() {
        List<Range> ranges = new ArrayList<>();
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == UNKNOWN) {
                int from = at;
                while (at < bytes.length && bytes[at] == UNKNOWN) {
                    at++;
                }
                ranges.add(new Range(from, at));
            }
        }
        return ranges;
    }

    boolean program() {
        return bytes.length > 1 && bytes[0] == 'M' && bytes[1] == 'Z';
    }

    int at(int position) {
        return bytes[position];
    }

    byte[] content() {
        byte[] content = new byte[bytes.length];
        for (int at = 0; at < bytes.length; at++) {
            content[at] = (byte) bytes[at];
        }
        return content;
    }
}
