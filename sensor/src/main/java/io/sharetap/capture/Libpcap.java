package io.sharetap.capture;

import com.sun.jna.Native;

/**
 * Calls libpcap by address, so that a frame costs no object: pcap4j's own way to a frame makes four. Called by
 * {@link LiveHandle} alone, which keeps the addresses.
 */
final class Libpcap {
    static {
        Native.register(Libpcap.class, "pcap");
    }

    private Libpcap() {}

    /**
     * The next frame, valid until the next call: 1 there is one, 0 none came in time, below 0 there is trouble.
     *
     * @param handle a {@code pcap_t *}
     * @param header where the address of its {@code struct pcap_pkthdr} is put
     * @param data where the address of its bytes is put
     */
    @SuppressWarnings("checkstyle:MethodName")
    static native int pcap_next_ex(long handle, long header, long data);

    /** The C library's; libpcap's own dependencies are searched too. */
    static native long memcpy(long target, long source, long bytes);
}
