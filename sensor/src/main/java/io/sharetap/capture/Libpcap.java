package io.sharetap.capture;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.Map;

/**
 * Calls libpcap by address, so that a frame costs no object; pcap4j's own call makes four. Called by {@link LiveHandle}
 * alone, which keeps the addresses.
 */
final class Libpcap {
    static {
        Map<String, String> theirs = Map.of(
                "nextEx", "pcap_next_ex",
                "compile", "pcap_compile",
                "freecode", "pcap_freecode",
                "fileno", "pcap_fileno");
        FunctionMapper names = (library, method) -> theirs.getOrDefault(method.getName(), method.getName());
        Native.register(
                Libpcap.class, NativeLibrary.getInstance("pcap", Map.of(Library.OPTION_FUNCTION_MAPPER, names)));
    }

    private Libpcap() {}

    /**
     * Fetches the next frame, valid until the next call. Returns 1 for a frame, 0 where none came in time, below 0 on
     * an error.
     *
     * @param handle a {@code pcap_t *}
     * @param header where the address of its {@code struct pcap_pkthdr} is put
     * @param data where the address of its bytes is put
     */
    static native int nextEx(long handle, long header, long data);

    /**
     * Compiles a filter for this handle's kind of link. Returns 0, or below 0 where the filter does not apply to it.
     *
     * @param handle a {@code pcap_t *}
     * @param program a {@code struct bpf_program} that is filled in; to be freed
     */
    static native int compile(long handle, long program, String filter, int optimize, int netmask);

    /** Frees what {@link #compile} made. */
    static native void freecode(long program);

    /** Returns the file descriptor of a live handle. */
    static native int fileno(long handle);

    /** The C library's memcpy: symbols are also looked for in the libraries that libpcap depends on. */
    static native long memcpy(long target, long source, long bytes);
}
