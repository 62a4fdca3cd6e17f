package io.sharetap.baseline;

import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.posix.MAdviseFlag;
import net.openhft.posix.PosixAPI;

/**
 * Asks the kernel to hold a map in memory in pages of 2 MiB, where it has them: those take their memory at once, so it
 * is for a map that is well filled.
 *
 * <p>Keys are spread over hundreds of megabytes. In pages of 4 KiB nearly every look waits twice, for the page's
 * address and for what is on it.
 */
final class LargePages {
    private static final long PAGE_BYTES = 2L << 20;

    /** MADV_COLLAPSE of madvise(2): now, as the map has cleared its memory already. Known from Linux 6.1 on. */
    private static final int COLLAPSE = 25;

    private LargePages() {}

    /**
     * Asks for a map, all of it. Where the kernel refuses, or is another, the map stays as it is and is only slower.
     */
    static void ask(VanillaChronicleHash<?, ?, ?, ?> map) {
        long begin = map.segmentBaseAddr(0);
        long firstPage = (begin + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        long end = begin + map.actualSegments * map.tierSize;
        if (end - firstPage < PAGE_BYTES) {
            return;
        }
        long bytes = (end - firstPage) / PAGE_BYTES * PAGE_BYTES;
        try {
            PosixAPI posix = PosixAPI.posix();
            posix.madvise(firstPage, bytes, MAdviseFlag.MADV_HUGEPAGE);
            posix.madvise(firstPage, bytes, COLLAPSE);
        } catch (RuntimeException | LinkageError e) {
            // Without the native library, or with one of another system.
        }
    }
}
