package io.sharetap.capture;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Maps parts of a file and holds a lease on it meanwhile, so that nobody can shorten it: fcntl(2), F_SETLEASE. A
 * process that wants to write to the file, or to truncate it, waits in the kernel until the lease is given up. So
 * {@link #isWanted} must be asked often: after {@code /proc/sys/fs/lease-break-time}, 45 seconds by default, the kernel
 * takes the lease away.
 *
 * <p>So no mapped page can vanish. Java would report that by an {@link InternalError}, late, in code that has nothing
 * to do with it. A page that cannot be read from disk does no harm either: every page is brought into memory before it
 * is shown.
 */
final class LeasedFile {
    private static final int SEEK_END = 2;
    /** One page is checked in each stretch of this length. */
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
     * Opens a file and takes a lease on it; null where that is not possible. The kernel gives a lease to the file's
     * owner and to root, only while nobody has the file open for writing, and not on every file system. Other systems
     * than Linux give none.
     */
    static LeasedFile open(Path path) {
        try {
            int descriptor = LibC.open(path.toString(), LibC.O_RDONLY_CLOEXEC);
            if (descriptor < 0) {
                return null;
            }
            // The kernel announces by a signal that the lease is wanted. SIGURG does nothing by default; the sensor
            // polls instead.
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

    /** A path to the file that is held, even if its name now leads to another file. */
    Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Whether a process waits for the file, or has waited and does no longer. */
    boolean isWanted() {
        return LibC.fcntl(descriptor, LibC.F_GETLEASE, 0) != LibC.F_RDLCK;
    }

    /**
     * Maps a part of the file; null where some of it is not in memory, or the kernel cannot map it.
     *
     * @param offset a multiple of the page size
     */
    Mapping map(long offset, int bytes) {
        long address = LibC.mmap(0, bytes, LibC.PROT_READ, LibC.MAP_SHARED, descriptor, offset);
        if (address == LibC.MAP_FAILED) {
            return null;
        }
        // MADV_POPULATE_READ: since Linux 5.14.
        if (!isInMemory(address, bytes) || LibC.madvise(address, bytes, LibC.MADV_POPULATE_READ) != 0) {
            LibC.munmap(address, bytes);
            return null;
        }
        mapped++;
        return new Mapping(address, bytes);
    }

    /** Judged by samples: the kernel drops a file from memory in long stretches. */
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

    /** Gives the lease up as soon as no part is mapped any more. */
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

        /** The part's bytes. All callers share this buffer: they read by index and leave its position alone. */
        ByteBuffer buffer() {
            return buffer;
        }

        /** From now on nobody may touch the bytes: that would crash the process, not throw an exception. */
        void unmap() {
            LibC.munmap(address, bytes);
            mapped--;
            giveUpWhenUnused();
        }
    }
}
