package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.Arrays;

/**
 * Knows on which TCP ports DCE/RPC is looked for: 135, where a server's endpoint mapper and activator answer, and the
 * ports that these gave out for interfaces that run things. Answers are read one segment at a time, as they pass; a
 * port whose bytes are split between two segments is not learnt. So the result depends on the frames alone, not on
 * reassembly.
 */
final class CallPorts {
    static final int MAPPER = 135;

    private static final int FIRST_DYNAMIC = 1_024;

    // A tower of five floors, [C706] appendix L: interface, transfer syntax, RPC, TCP port, address.
    private static final int PORT_FLOOR = 0x0100_0702; // left side: length 1, protocol 7 (TCP); right side: length 2
    private static final int PORT_AT = 5;
    private static final int UUID_BEFORE = 54; // from the port's floor back to the UUID in the first floor
    private static final int TOWER_AT_LEAST = UUID_BEFORE + 3;

    // A string binding of an activation, [MS-DCOM] 2.2.19.3: HOST[PORT] in UTF-16.
    private static final int BRACKET = 0x5B;
    private static final int DIGITS_MAX = 5;

    /** The first eight bytes on the wire of the interface UUIDs of svcctl, ITaskSchedulerService, atsvc and winreg. */
    private static final long[] INTERFACES = {
        0x81BB_7A36_4498_F135L, 0x5949_D386_C983_4440L, 0x8206_F71F_510A_E830L, 0x01D0_8C33_4422_F131L
    };

    private final long[] bits = new long[1 << 16 - 6];
    private final Ledger ledger;
    private final long[] hosts;
    private final int[] ports;
    private int count;
    private int next;
    private int[] inOrder = {};

    CallPorts(Limits limits, Ledger ledger) {
        this.ledger = ledger;
        hosts = new long[2 * limits.rpcEndpointsMax()];
        ports = new int[limits.rpcEndpointsMax()];
        add(MAPPER);
    }

    private void add(int port) {
        bits[port >>> 6] |= 1L << port;
    }

    /** Whether any host may have an endpoint of DCE/RPC on this port. */
    boolean mayBe(int port) {
        return (bits[port >>> 6] >>> port & 1) != 0;
    }

    /** Whether one of the segment's two ends is a known endpoint. */
    boolean concern(Segment segment) {
        return isEndpoint(segment.destinationHigh, segment.destinationLow, segment.destinationPort)
                || isEndpoint(segment.sourceHigh, segment.sourceLow, segment.sourcePort);
    }

    private boolean isEndpoint(long high, long low, int port) {
        if (port == MAPPER) {
            return true;
        }
        for (int i = 0; i < count; i++) {
            if (ports[i] == port && hosts[2 * i + 1] == low && hosts[2 * i] == high) {
                return true;
            }
        }
        return false;
    }

    /** Learns the ports that a server's answer gives out, if the segment holds one. */
    void look(Segment segment) {
        if (segment.sourcePort != MAPPER) {
            return;
        }
        ByteWindow bytes = segment.payload;
        int length = bytes.length();
        for (int at = 0; at + PORT_AT + 2 <= length; at++) {
            if (bytes.u8(at) == 1 && at >= TOWER_AT_LEAST && isPortFloor(bytes, at)) {
                learn(segment, bytes.u16be(at + PORT_AT));
            } else if (bytes.u8(at) == BRACKET) {
                learn(segment, bindingPort(bytes, at, length));
            }
        }
    }

    /** Whether a TCP port floor begins here, in the tower of one of {@link #INTERFACES}. */
    private static boolean isPortFloor(ByteWindow bytes, int at) {
        // The floor's first five bytes are 01 00 07 02 00.
        boolean floor = (bytes.i32be(at) & 0xFFFF_FFFFL) == PORT_FLOOR && bytes.u8(at + 4) == 0;
        if (!floor) {
            return false;
        }
        long uuid = bytes.i64be(at - UUID_BEFORE);
        for (long each : INTERFACES) {
            if (each == uuid) {
                return true;
            }
        }
        return false;
    }

    private static int bindingPort(ByteWindow bytes, int at, int length) {
        int port = 0;
        int digit = at + 2;
        int end = Math.min(length - 1, digit + 2 * DIGITS_MAX);
        if (bytes.u8(at + 1) != 0) {
            return 0;
        }
        while (digit < end && bytes.u8(digit + 1) == 0 && bytes.u8(digit) >= '0' && bytes.u8(digit) <= '9') {
            port = 10 * port + bytes.u8(digit) - '0';
            digit += 2;
        }
        return digit + 1 < length && bytes.u8(digit) == ']' && port <= 0xFFFF ? port : 0;
    }

    private void learn(Segment segment, int port) {
        boolean known = port < FIRST_DYNAMIC || isEndpoint(segment.sourceHigh, segment.sourceLow, port);
        if (known || ports.length == 0) {
            return;
        }
        if (count == ports.length) {
            ledger.note(Anomaly.RPC_ENDPOINTS_FULL);
        } else {
            count++;
        }
        hosts[2 * next] = segment.sourceHigh;
        hosts[2 * next + 1] = segment.sourceLow;
        ports[next] = port;
        next = next + 1 == ports.length ? 0 : next + 1;
        Arrays.fill(bits, 0);
        add(MAPPER);
        for (int i = 0; i < count; i++) {
            add(ports[i]);
        }
        int[] learnt = different(Arrays.copyOf(ports, count));
        inOrder = Arrays.equals(learnt, inOrder) ? inOrder : learnt;
    }

    /** The numbers sorted, each once. */
    private static int[] different(int[] numbers) {
        Arrays.sort(numbers);
        int kept = 0;
        for (int number : numbers) {
            if (kept == 0 || number != numbers[kept - 1]) {
                numbers[kept++] = number;
            }
        }
        return Arrays.copyOf(numbers, kept);
    }

    /** The ports that were learnt; a new array whenever they change. */
    int[] learnt() {
        return inOrder;
    }
}
