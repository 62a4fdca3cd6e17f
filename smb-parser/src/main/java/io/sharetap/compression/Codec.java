package io.sharetap.compression;

import io.sharetap.base.Anomaly;

/** One compression algorithm of SMB2, read backwards. */
interface Codec {
    /**
     * Expands {@code input[from, to)} into {@code output[start, end)}, which it must fill exactly; references never
     * reach before {@code start}.
     *
     * @return null, or what is wrong: then what was written means nothing
     */
    Anomaly expand(byte[] input, int from, int to, byte[] output, int start, int end);
}
