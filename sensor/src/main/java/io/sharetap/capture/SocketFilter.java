package io.sharetap.capture;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Replaces the kernel's filter of an open handle in one step. libpcap's own call first shuts all frames out; those that
 * come before the new filter is in place are lost without being counted.
 */
final class SocketFilter {
    // socket(7)
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;

    // struct bpf_program and struct sock_fprog: the number of instructions, and a pointer to them.
    private static final int PROGRAM_BYTES = 16;
    private static final int INSTRUCTIONS_AT = 8;

    // struct bpf_insn, which is the kernel's struct sock_filter: 16-bit code, two 8-bit jumps, 32-bit number.
    private static final int INSTRUCTION_BYTES = 8;
    private static final int NUMBER_AT = 4;
    private static final int CLASS_BITS = 0x07;
    private static final int RETURN = 0x06;
    private static final int ACCUMULATOR = 0x10;

    private static final int NETMASK_UNKNOWN = 0xFFFF_FFFF;
    private static final int WHOLE_FRAME = 262_144;

    private SocketFilter() {}

    /**
     * Sets the filter. Returns false where it does not apply to this kind of link, or the kernel refuses it.
     *
     * @param handle a {@code pcap_t *}
     */
    static boolean set(long handle, String filter) {
        try (Memory program = new Memory(PROGRAM_BYTES)) {
            program.clear();
            long address = Pointer.nativeValue(program);
            if (Libpcap.compile(handle, address, filter, 1, NETMASK_UNKNOWN) < 0) {
                return false;
            }
            try {
                keepWholeFrames(program.getPointer(INSTRUCTIONS_AT), program.getInt(0));
                short length = (short) program.getInt(0);
                program.setInt(0, 0);
                program.setShort(0, length); // sock_fprog has 16 bits here
                return LibC.setsockopt(Libpcap.fileno(handle), SOL_SOCKET, SO_ATTACH_FILTER, address, PROGRAM_BYTES)
                        == 0;
            } finally {
                program.setInt(0, Short.toUnsignedInt(program.getShort(0)));
                Libpcap.freecode(address);
            }
        }
    }

    /** Makes the filter keep frames whole, as libpcap does: the ring cuts them to the snap length, not the filter. */
    private static void keepWholeFrames(Pointer instructions, int count) {
        for (long at = 0; at < (long) count * INSTRUCTION_BYTES; at += INSTRUCTION_BYTES) {
            int code = instructions.getShort(at);
            boolean returnsNumber = (code & CLASS_BITS) == RETURN && (code & ACCUMULATOR) == 0;
            if (returnsNumber && instructions.getInt(at + NUMBER_AT) != 0) {
                instructions.setInt(at + NUMBER_AT, WHOLE_FRAME);
            }
        }
    }
}
