package io.sharetap.pe;

import io.sharetap.transfer.Content;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Gives numbers and texts at offsets of a file's content, through a few pages of memory. Missing bytes read as -1 or
 * null, and {@link #lacking} says so. The work for one file is bounded, as strangers choose all offsets.
 */
final class ImageBytes {
    private static final int PAGE_BYTES = 4 << 10;
    /** Several, as tables refer to each other: a few places are read in turn. */
    private static final int PAGES = 4;
    /** The most pages that are filled for one file. */
    private static final int FILLS_MAX = 8_192;

    /** A part of the file in memory. */
    private static final class Page {
        final byte[] bytes = new byte[PAGE_BYTES];
        long at;
        int length;
        long usedLast;

        boolean holds(long offset, int count) {
            return offset >= at && offset - at <= length - count;
        }
    }

    private final Page[] pages = new Page[PAGES];
    private Page page;
    private Content content;
    private long uses;
    private int fillsLeft;
    private boolean lacking;

    ImageBytes() {
        for (int i = 0; i < PAGES; i++) {
            pages[i] = new Page();
        }
        page = pages[0];
    }

    void wrap(Content candidate) {
        content = candidate;
        for (Page each : pages) {
            each.length = 0;
        }
        fillsLeft = FILLS_MAX;
        lacking = false;
    }

    /** Drops the content. */
    void release() {
        content = null;
    }

    long size() {
        return content.size();
    }

    /** Whether bytes were asked for that are missing. */
    boolean lacking() {
        return lacking;
    }

    /** Whether so many bytes, a page at most, can be read at the offset. */
    boolean has(long offset, int count) {
        if (page.holds(offset, count) || turnTo(offset, count)) {
            return true;
        }
        lacking = true;
        return false;
    }

    int u8(long offset) {
        return has(offset, 1) ? at(offset) : -1;
    }

    int u16(long offset) {
        return has(offset, 2) ? at(offset) | at(offset + 1) << 8 : -1;
    }

    long u32(long offset) {
        return has(offset, 4)
                ? (at(offset) | at(offset + 1) << 8 | at(offset + 2) << 16 | at(offset + 3) << 24) & 0xFFFF_FFFFL
                : -1;
    }

    /** Reads 64 bits; 0 where they are missing, which every table takes for its end. */
    long u64(long offset) {
        return has(offset, 8) ? u32(offset) | u32(offset + 4) << 32 : 0;
    }

    /** A text of single bytes up to a zero; null where it is longer than {@code max}, or missing. */
    String ascii(long offset, int max) {
        return text(offset, max, StandardCharsets.ISO_8859_1);
    }

    /** A text of UTF-8 up to a zero; null where it is longer than {@code max} bytes, or missing. */
    String utf8(long offset, int max) {
        return text(offset, max, StandardCharsets.UTF_8);
    }

    /** A text of single bytes in a field of fixed width, up to its first zero. */
    String field(long offset, int width) {
        if (!has(offset, width)) {
            return "";
        }
        int length = 0;
        while (length < width && at(offset + length) != 0) {
            length++;
        }
        return new String(page.bytes, (int) (offset - page.at), length, StandardCharsets.ISO_8859_1);
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

    private String text(long offset, int max, Charset charset) {
        int there = offset < 0 ? 0 : (int) Math.min(max + 1L, content.size() - offset);
        // Where not all of these bytes are there, the available ones may still hold the text's end.
        if (there > 0 && !page.holds(offset, there) && !turnTo(offset, there)) {
            there = page.holds(offset, 1) ? (int) (page.at + page.length - offset) : 0;
        }
        for (int length = 0; length < there; length++) {
            if (at(offset + length) == 0) {
                return new String(page.bytes, (int) (offset - page.at), length, charset);
            }
        }
        lacking |= there <= max;
        return null;
    }

    /** Selects the page that holds the bytes, filling one if needed; false where they are missing. */
    private boolean turnTo(long offset, int count) {
        Page oldest = pages[0];
        for (Page each : pages) {
            if (each.holds(offset, count)) {
                page = each;
                page.usedLast = ++uses;
                return true;
            }
            oldest = each.usedLast < oldest.usedLast ? each : oldest;
        }
        if (offset < 0 || count > PAGE_BYTES || offset > content.size() - count || fillsLeft == 0) {
            return false;
        }
        fillsLeft--;
        page = oldest;
        page.usedLast = ++uses;
        page.at = offset;
        page.length = content.read(offset, page.bytes, 0, PAGE_BYTES);
        return page.length >= count;
    }

    private int at(long offset) {
        return page.bytes[(int) (offset - page.at)] & 0xFF;
    }
}
