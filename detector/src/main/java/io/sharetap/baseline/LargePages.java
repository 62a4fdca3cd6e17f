package io.sharetap.baseline;

import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.posix.MAdviseFlag;
import net.openhft.posix.PosixAPI;

/**
 * Asks the kernel to hold a map in memory in pages of 2 MiB, where it has them. Such pages take their memory at once,
 * so this is for maps that are well filled.
 *
 * <p>Keys are spread over hundreds of megabytes. With pages of 4 KiB nearly every look-up waits twice: for the page's
 * address, and for its content.
 */
final class LargePages {
    private static final long PAGE_BYTES = 2L << 20;

    /**
     * MADV_COLLAPSE of madvise(2), from Linux 6.1 on. It acts at once, and so works although the map has touched its
     * memory already.
     */
    private static final int COLLAPSE = 25;

    private final VanillaChronicleHash<?, ?, ?, ?> map;
    private boolean askedForSegments;
    private int askedExtensions;

    LargePages(VanillaChronicleHash<?, ?, ?, ?> map) {
        this.map = map;
    }

    /**
     * Asks for the whole map, and in later calls for its extensions. Where the kernel refuses, or is another, the map
     * is only slower.
     */
    void ask() {
        if (!askedForSegments) {
            askedForSegments = true;
            ask(map.segmentBaseAddr(0), map.actualSegments * map.tierSize);
        }
        for (; askedExtensions < map.globalMutableState().getAllocatedExtraTierBulks(); askedExtensions++) {
            // Tiers are counted from 1; those of the segments come first.
            long firstTier = 1 + map.actualSegments + askedExtensions * map.tiersInBulk;
            ask(map.tierIndexToBaseAddr(firstTier), map.tiersInBulk * map.tierSize);
        }
    }

    private static void ask(long begin, long bytes) {
        long firstPage = (begin + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        long whole = (begin + bytes - firstPage) / PAGE_BYTES * PAGE_BYTES;
        if (whole <= 0) {
            return;
        }
        try {
            PosixAPI posix = PosixAPI.posix();
            posix.madvise(firstPage, whole, MAdviseFlag.MADV_HUGEPAGE);
            posix.madvise(firstPage, whole, COLLAPSE);
        } catch (RuntimeException | LinkageError e) {
            // There is no native library, or it is of another system.
        }
    }
}
