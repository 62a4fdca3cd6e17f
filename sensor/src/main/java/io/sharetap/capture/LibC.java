package io.sharetap.capture;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * Calls functions of the C library that Java does not offer. All but the last return a value below 0 where they fail.
 */
final class LibC {
    static final int PR_SET_KEEPCAPS = 8;
    static final int PR_CAPBSET_READ = 23;
    static final int PR_CAPBSET_DROP = 24;
    static final int PR_SET_NO_NEW_PRIVS = 38;
    static final int PR_CAP_AMBIENT = 47;
    static final int PR_CAP_AMBIENT_RAISE = 2;
    static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;
    static final int AF_UNIX = 1;
    static final int SOCK_DGRAM_CLOEXEC = 0x80002;
    static final int O_RDONLY_CLOEXEC = 0x80000;
    static final int F_SETSIG = 10;
    static final int F_SETLEASE = 1_024;
    static final int F_GETLEASE = 1_025;
    static final int F_RDLCK = 0;
    static final int SIGURG = 23;
    static final int PROT_READ = 1;
    static final int MAP_SHARED = 1;
    static final long MAP_FAILED = -1;
    static final int MADV_POPULATE_READ = 22;

    static {
        Native.register(LibC.class, NativeLibrary.getInstance("c"));
    }

    private LibC() {}

    /** Acts on the calling thread. */
    static native int prctl(int option, long second, long third, long fourth, long fifth);

    /** Acts on the calling thread. */
    static native int capset(Pointer header, Pointer data);

    /** Acts on all threads, as do the next two. */
    static native int setresuid(int real, int effective, int saved);

    static native int setresgid(int real, int effective, int saved);

    static native int setgroups(long count, Pointer groups);

    static native int initgroups(String user, int group);

    /** Returns only where it fails. */
    static native int execv(String path, Pointer arguments);

    static native int socket(int domain, int type, int protocol);

    static native long sendto(int socket, byte[] data, long bytes, int flags, byte[] address, int addressBytes);

    /** Returns 0, or -1; {@code value} is an address. */
    static native int setsockopt(int socket, int level, int option, long value, int bytes);

    /** {@code argument} is an address. */
    static native int ioctl(int descriptor, long request, long argument);

    /** Returns a descriptor. */
    static native int open(String path, int flags);

    static native int fcntl(int descriptor, int command, long argument);

    static native long lseek(int descriptor, long offset, int whence);

    /** Returns an address, or {@link #MAP_FAILED}. */
    static native long mmap(long address, long bytes, int protection, int flags, int descriptor, long offset);

    static native int munmap(long address, long bytes);

    static native int madvise(long address, long bytes, int advice);

    /** In {@code pages}, bit 0 of each byte says whether that page is in memory. */
    static native int mincore(long address, long bytes, byte[] pages);

    static native int getpagesize();

    static native int close(int descriptor);

    /** Returns a {@code struct passwd}; null where there is no such user. */
    static native Pointer getpwnam(String user);
}
