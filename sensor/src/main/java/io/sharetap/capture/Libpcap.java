package io.sharetap.capture;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.Map;

/**
 * Calls libpcap by address, so that a frame costs no object: pcap4j's own way to a frame makes four. Called by
 * {@link LiveHandle} alone, which keeps the addresses.
 */
final class Libpcap {
    static {
        FunctionMapper names =
                (library, method) -> method.getName().equals("nextEx") ? "pcap_next_ex" : method.getName();
        Native.register(
                Libpcap.class, NativeLibrary.getInstance("pcap", Map.of(Library.OPTION_FUNCTION_MAPPER, names)));
    }

    private Libpcap() {}

    /**
     * The next frame, valid until the next call: 1 there is one, 0 none came in time, below 0 there is trouble.
     *
     * @param handle a {@code pcap_t *}
     * @param header where the address of its {@code struct pcap_pkthdr} is put
     * @param data where the address of its bytes is put
     */
    static native int nextEx(long handle, long header, long data);

    /** The C library's; libpcap's own dependencies are searched too. */
    static native long memcpy(long target, long source, long bytes);
}
