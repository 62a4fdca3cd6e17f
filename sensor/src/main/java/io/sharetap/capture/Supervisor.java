package io.sharetap.capture;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Tells the service manager that started the process how it fares: sd_notify(3), datagrams on a Unix socket. */
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

    /** Finds the manager's socket in the environment. Where there is none, messages go nowhere. */
    public static Supervisor of(Map<String, String> environment) {
        String socket = environment.get(SOCKET);
        boolean usable = socket != null
                && socket.matches("[/@].+")
                && socket.getBytes(StandardCharsets.UTF_8).length < PATH_BYTES_MAX;
        String micros = environment.getOrDefault(WATCHDOG_MICROS, "");
        boolean watched = usable && micros.matches("[0-9]{1,18}");
        return new Supervisor(usable ? socket : null, watched ? Long.parseLong(micros) : 0);
    }

    /** Interval, in microseconds, within which the manager expects {@code WATCHDOG=1} each time; 0: it does not. */
    public long watchdogMicros() {
        return watchdogMicros;
    }

    /** Sends a state such as {@code READY=1}; errors are ignored, as the sensor works without a manager. */
    public void send(String state) {
        if (socket == null) {
            return;
        }
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        byte[] address = new byte[PATH_AT + path.length];
        address[0] = LibC.AF_UNIX; // sun_family is a short in native order: x86 and ARM store its low byte first
        System.arraycopy(path, 0, address, PATH_AT, path.length);
        if (path[0] == '@') {
            address[PATH_AT] = 0; // a leading zero: an abstract socket, without a file
        }
        byte[] text = state.getBytes(StandardCharsets.UTF_8);
        int descriptor = LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM_CLOEXEC, 0);
        if (descriptor >= 0) {
            LibC.sendto(descriptor, text, text.length, MSG_NOSIGNAL, address, address.length);
            LibC.close(descriptor);
        }
    }
}
