package io.sharetap.capture;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** Asks the kernel how an interface is set, in the network that this process is in: netdevice(7). */
final class InterfaceFlags {
    static final int IFF_UP = 1;
    /** Besides being up, the interface has a link. */
    static final int IFF_RUNNING = 0x40;

    /** The kernel does not know the name: {@code any} is no interface, and an interface may have been removed. */
    static final int UNKNOWN_FLAGS = -1;

    private static final long SIOCGIFFLAGS = 0x8913;

    // struct ifreq: the name with its 0, then, among others, 16-bit flags.
    private static final int NAME_BYTES = 16;
    private static final int FLAGS_AT = NAME_BYTES;
    private static final int REQUEST_BYTES = 40;

    private InterfaceFlags() {}

    /** The flags (16 bits), or {@link #UNKNOWN_FLAGS}. */
    static int of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= NAME_BYTES) {
            return UNKNOWN_FLAGS;
        }
        // The request needs a socket; any kind will do.
        int socket = LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM_CLOEXEC, 0);
        if (socket < 0) {
            return UNKNOWN_FLAGS;
        }
        try (Memory request = new Memory(REQUEST_BYTES)) {
            request.clear();
            request.write(0, bytes, 0, bytes.length);
            boolean answered = LibC.ioctl(socket, SIOCGIFFLAGS, Pointer.nativeValue(request)) == 0;
            return answered ? Short.toUnsignedInt(request.getShort(FLAGS_AT)) : UNKNOWN_FLAGS;
        } finally {
            LibC.close(socket);
        }
    }
}
