package io.sharetap.pe;

import io.sharetap.transfer.Content;
import java.nio.charset.StandardCharsets;

/**
 * Takes the content of a file, gives numbers and texts at file offsets, through one page of memory. What is not to be
 * had reads as -1 or null, and is remembered as lacking. Reads are bounded: strangers choose all offsets.
 */
final class ImageBytes {
    private static final int PAGE_BYTES = 8 << 10;
    /** Pages filled for one file at most. */
    private static final int PAGES_MAX = 8_192;

    private final byte[] page = new byte[PAGE_BYTES];
    private Content content;
    private long pageAt;
    private int pageLength;
    private int pagesLeft;
    private boolean lacking;

    void wrap(Content candidate) {
        content = candidate;
        pageAt = 0;
        pageLength = 0;
        pagesLeft = PAGES_MAX;
        lacking = false;
    }

    /** Lets go of the content. */
    void release() {
        content = null;
    }

    long size() {
        return content.size();
    }

    /** True: something was asked for and was not to be had. */
    boolean lacking() {
        return lacking;
    }

    /** True: so many bytes are to be had at the offset. */
    boolean has(long offset, int count) {
        if (offset >= pageAt && offset + count <= pageAt + pageLength) {
            return true;
        }
        if (offset < 0 || count > PAGE_BYTES || pagesLeft == 0 || offset > content.size() - count) {
            lacking = true;
            return false;
        }
        pagesLeft--;
        pageAt = offset;
        pageLength = content.read(offset, page, 0, PAGE_BYTES);
        lacking |= pageLength < count;
        return pageLength >= count;
    }

    int u8(long offset) {
        return has(offset, 1) ? page[(int) (offset - pageAt)] & 0xFF : -1;
    }

    int u16(long offset) {
        return has(offset, 2) ? at(offset) | at(offset + 1) << 8 : -1;
    }

    long u32(long offset) {
        return has(offset, 4)
                ? (at(offset) | at(offset + 1) << 8 | at(offset + 2) << 16 | at(offset + 3) << 24) & 0xFFFF_FFFFL
                : -1;
    }

    /** The low 64 bits; 0 where they are not to be had, which every table takes for its end. */
    long u64(long offset) {
        return has(offset, 8) ? u32(offset) | u32(offset + 4) << 32 : 0;
    }

    /** A text of single bytes up to a zero; null: it is longer than {@code max}, or not to be had. */
    String ascii(long offset, int max) {
        int length = lengthOf(offset, max);
        return length < 0 ? null : new String(page, (int) (offset - pageAt), length, StandardCharsets.ISO_8859_1);
    }

    /** A text of UTF-8 up to a zero; null: it is longer than {@code max}, or not to be had. */
    String utf8(long offset, int max) {
        int length = lengthOf(offset, max);
        return length < 0 ? null : new String(page, (int) (offset - pageAt), length, StandardCharsets.UTF_8);
    }

    /** A text of single bytes in a field of fixed width, up to its first zero. */
    String field(long offset, int width) {
        if (!has(offset, width)) {
            return "";
        }
        int start = (int) (offset - pageAt);
        int end = start;
        while (end < start + width && page[end] != 0) {
            end++;
        }
        return new String(page, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** A text of UTF-16 in {@code bytes} bytes, up to its first zero, of at most {@code max} characters. */
    String utf16(long offset, int bytes, int max) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + 1 < bytes && text.length() < max; at += 2) {
            int unit = u16(offset + at);
            if (unit <= 0) {
                break;
            }
            text.append((char) unit);
        }
        return text.toString();
    }

    /** Length of a text up to its zero, the whole of which is in the page then; -1: there is none. */
    private int lengthOf(long offset, int max) {
        for (int length = 0; length <= max; length++) {
            if (length == 0 || offset + length >= pageAt + pageLength) {
                // Once at the start, so that the text lies in one page wherever it begins.
                int wanted = (int) Math.min(max + 1L, content.size() - offset);
                if (length > 0 || !reachable(offset, wanted)) {
                    return -1;
                }
            }
            if (at(offset + length) == 0) {
                return length;
            }
        }
        return -1;
    }

    /** Brings as much of {@code wanted} bytes into the page as there is; false: nothing. */
    private boolean reachable(long offset, int wanted) {
        if (wanted <= 0) {
            lacking = true;
            return false;
        }
        if (offset >= pageAt && offset + wanted <= pageAt + pageLength) {
            return true;
        }
        boolean lackedBefore = lacking;
        if (has(offset, wanted)) {
            return true;
        }
        // Fewer are there: a zero among them may still end the text.
        boolean some = offset >= pageAt && offset < pageAt + pageLength;
        lacking = lackedBefore || !some;
        return some;
    }

    private int at(long offset) {
        return page[(int) (offset - pageAt)] & 0xFF;
    }
}
