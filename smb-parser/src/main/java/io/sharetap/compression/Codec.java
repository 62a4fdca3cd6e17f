package io.sharetap.compression;

import io.sharetap.base.Anomaly;

/** Expands one compression algorithm of SMB2. */
interface Codec {
    /**
     * Expands {@code input[from, to)} into {@code output[start, end)}, which it must fill exactly; references never
     * reach before {@code start}.
     *
     * @return null, or what is wrong; the output is then meaningless
     */
    Anomaly expand(byte[] input, int from, int to, byte[] output, int start, int end);
}
