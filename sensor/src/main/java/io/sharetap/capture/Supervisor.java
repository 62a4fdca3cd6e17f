package io.sharetap.capture;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Tells the service manager that started the process how it fares: sd_notify(3), a datagram on a socket of Unix. */
public final class Supervisor {
    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final String WATCHDOG_MICROS = "WATCHDOG_USEC";
    private static final int PATH_AT = Short.BYTES; // struct sockaddr_un: sun_family, sun_path
    private static final int PATH_BYTES_MAX = 108;
    private static final int MSG_NOSIGNAL = 0x4000;

    private final String socket;
    private final long watchdogMicros;

    private Supervisor(String socket, long watchdogMicros) {
        this.socket = socket;
        this.watchdogMicros = watchdogMicros;
    }

    /** By the environment that it gave; without one, what is told goes nowhere. */
    public static Supervisor of(Map<String, String> environment) {
        String socket = environment.get(SOCKET);
        boolean usable = socket != null
                && socket.matches("[/@].+")
                && socket.getBytes(StandardCharsets.UTF_8).length < PATH_BYTES_MAX;
        String micros = environment.getOrDefault(WATCHDOG_MICROS, "");
        boolean watched = usable && micros.matches("[0-9]{1,18}");
        return new Supervisor(usable ? socket : null, watched ? Long.parseLong(micros) : 0);
    }

    /** Within this time it wants to be told {@code WATCHDOG=1} again and again; 0: it does not. */
    public long watchdogMicros() {
        return watchdogMicros;
    }

    /** Tells a state such as {@code READY=1}; a manager that does not listen is none of our trouble. */
    public void tell(String state) {
        if (socket == null) {
            return;
        }
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        byte[] address = new byte[PATH_AT + path.length];
        address[0] = LibC.AF_UNIX; // a native short: x86 and ARM put its low byte first
        System.arraycopy(path, 0, address, PATH_AT, path.length);
        if (path[0] == '@') {
            address[PATH_AT] = 0; // a name without a file
        }
        byte[] text = state.getBytes(StandardCharsets.UTF_8);
        int descriptor = LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM_CLOEXEC, 0);
        if (descriptor >= 0) {
            LibC.sendto(descriptor, text, text.length, MSG_NOSIGNAL, address, address.length);
            LibC.close(descriptor);
        }
    }
}
