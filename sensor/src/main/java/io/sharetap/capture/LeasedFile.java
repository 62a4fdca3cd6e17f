package io.sharetap.capture;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Maps parts of a file that nobody may shorten meanwhile: it is held under a lease, fcntl(2), F_SETLEASE. Whoever wants
 * to write to the file, or cut it short, waits in the kernel until the lease is given up, which must be asked for often
 * ({@link #isWanted}): after {@code /proc/sys/fs/lease-break-time}, 45 seconds as Linux comes, they wait no longer.
 *
 * <p>So no page that is shown can vanish, of which Java would tell by an {@link InternalError}, late, in code that has
 * nothing to do with it. Nor does a page that cannot be read from its disk: what is shown was brought into memory
 * before.
 */
final class LeasedFile {
    private static final int SEEK_END = 2;
    /** Of so many bytes one page is asked for. */
    private static final int SAMPLED_BYTES = 1 << 20;

    private final int descriptor;
    private final long sizeBytes;
    private int mapped;
    private boolean closed;

    private LeasedFile(int descriptor) {
        this.descriptor = descriptor;
        this.sizeBytes = LibC.lseek(descriptor, 0, SEEK_END);
    }

    /**
     * Null: this file cannot be had so. The kernel gives a lease to the file's owner and to root, while nobody has the
     * file open for writing, and not on every file system; other systems than Linux give none.
     */
    static LeasedFile open(Path path) {
        try {
            int descriptor = LibC.open(path.toString(), LibC.O_RDONLY_CLOEXEC);
            if (descriptor < 0) {
                return null;
            }
            // The kernel tells that the lease is wanted by a signal: by one that does nothing, as it is asked instead.
            if (LibC.fcntl(descriptor, LibC.F_SETSIG, LibC.SIGURG) == 0
                    && LibC.fcntl(descriptor, LibC.F_SETLEASE, LibC.F_RDLCK) == 0) {
                return new LeasedFile(descriptor);
            }
            LibC.close(descriptor);
        } catch (LinkageError noSuchCalls) {
            return null;
        }
        return null;
    }

    /** The file that is held, whatever its name leads to by now. */
    Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Somebody waits for the file; or waited, and does no longer. */
    boolean isWanted() {
        return LibC.fcntl(descriptor, LibC.F_GETLEASE, 0) != LibC.F_RDLCK;
    }

    /**
     * Shows a part of the file; null where some of it is not in memory, or the kernel cannot show it.
     *
     * @param offset a multiple of a page's bytes
     */
    Mapping map(long offset, int bytes) {
        long address = LibC.mmap(0, bytes, LibC.PROT_READ, LibC.MAP_SHARED, descriptor, offset);
        if (address == LibC.MAP_FAILED) {
            return null;
        }
        // The last of these is known since Linux 5.14.
        if (!isInMemory(address, bytes) || LibC.madvise(address, bytes, LibC.MADV_POPULATE_READ) != 0) {
            LibC.munmap(address, bytes);
            return null;
        }
        mapped++;
        return new Mapping(address, bytes);
    }

    /** As far as samples tell: a file leaves memory by long parts. */
    private static boolean isInMemory(long address, int bytes) {
        long lastPage = address + bytes - 1 & -LibC.getpagesize();
        byte[] sample = new byte[1];
        for (long page = address; page < lastPage; page += SAMPLED_BYTES) {
            if (!isInMemory(page, sample)) {
                return false;
            }
        }
        return isInMemory(lastPage, sample);
    }

    private static boolean isInMemory(long page, byte[] sample) {
        return LibC.mincore(page, 1, sample) == 0 && (sample[0] & 1) != 0;
    }

    /** Gives the lease up as soon as nothing is mapped any more. */
    void close() {
        if (!closed) {
            closed = true;
            giveUpWhenUnused();
        }
    }

    private void giveUpWhenUnused() {
        if (closed && mapped == 0) {
            LibC.close(descriptor);
        }
    }

    /** One part of the file in memory. */
    final class Mapping {
        private final long address;
        private final int bytes;
        private final ByteBuffer buffer;

        private Mapping(long address, int bytes) {
            this.address = address;
            this.bytes = bytes;
            buffer = new Pointer(address).getByteBuffer(0, bytes);
        }

        /** The part's bytes; the same buffer for all, who read it by places and leave its position as it is. */
        ByteBuffer buffer() {
            return buffer;
        }

        /** From now on nobody may touch it: not even an exception would come of that. */
        void unmap() {
            LibC.munmap(address, bytes);
            mapped--;
            giveUpWhenUnused();
        }
    }
}
