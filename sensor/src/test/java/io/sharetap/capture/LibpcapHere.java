package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Says whether this machine has libpcap, which tests of interfaces and of the kernel's filters need. */
final class LibpcapHere {
    private LibpcapHere() {}

    /** Without libpcap, the test is skipped; where nothing may be skipped, it fails. */
    static void need() {
        boolean there = true;
        try {
            NetworkInterfaces.needLibpcap();
        } catch (RuntimeException absent) {
            there = false;
        }
        assertTrue(there || !"true".equals(System.getenv("CI")), "libpcap0.8 is not installed");
        assumeTrue(there, "libpcap0.8 is not installed");
    }
}
