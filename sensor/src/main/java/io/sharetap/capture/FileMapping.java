package io.sharetap.capture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Takes a part of a file and gives it as memory until it is told to unmap; waiting for the collector to unmap would
 * leave gigabytes resident.
 *
 * <p>Java unmaps on demand in two ways: since 22 by closing an {@code Arena}, before that through
 * {@code sun.misc.Unsafe}. We compile for 17, so both are reached by name. Where neither is there, the collector
 * unmaps.
 */
final class FileMapping {
    private static final Arenas ARENAS = Arenas.find();
    private static final Cleaner CLEANER = ARENAS == null ? Cleaner.find() : null;

    private final ByteBuffer mapped;
    private final AutoCloseable arena;
    private final ByteBuf bytes;

    private FileMapping(ByteBuffer mapped, AutoCloseable arena) {
        this.mapped = mapped;
        this.arena = arena;
        this.bytes = Unpooled.wrappedBuffer(mapped);
    }

    static FileMapping map(FileChannel file, long from, int sizeBytes) throws IOException {
        if (ARENAS != null) {
            return ARENAS.map(file, from, sizeBytes);
        }
        return new FileMapping(file.map(MapMode.READ_ONLY, from, sizeBytes), null);
    }

    ByteBuf bytes() {
        return bytes;
    }

    /** Releases the buffer first, so that a read that comes too late is refused by netty and touches no memory. */
    void unmap() {
        bytes.release();
        try {
            if (arena != null) {
                arena.close();
            } else if (CLEANER != null) {
                CLEANER.clean(mapped);
            }
        } catch (Exception stillInUse) {
            // An arena refuses to close while one of its bytes is being read: then the collector unmaps later.
            return;
        }
    }

    /** {@code java.lang.foreign.Arena} and {@code FileChannel.map(MapMode, long, long, Arena)}, by name. */
    private record Arenas(Method ofShared, Method mapSegment, Method asByteBuffer) {
        static Arenas find() {
            if (Runtime.version().feature() < 22) {
                return null;
            }
            try {
                Class<?> arena = Class.forName("java.lang.foreign.Arena");
                return new Arenas(
                        arena.getMethod("ofShared"),
                        FileChannel.class.getMethod("map", MapMode.class, long.class, long.class, arena),
                        Class.forName("java.lang.foreign.MemorySegment").getMethod("asByteBuffer"));
            } catch (ReflectiveOperationException absent) {
                return null;
            }
        }

        FileMapping map(FileChannel file, long from, int sizeBytes) throws IOException {
            try {
                AutoCloseable arena = (AutoCloseable) ofShared.invoke(null);
                Object segment = mapSegment.invoke(file, MapMode.READ_ONLY, from, (long) sizeBytes, arena);
                return new FileMapping((ByteBuffer) asByteBuffer.invoke(segment), arena);
            } catch (InvocationTargetException failed) {
                if (failed.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw new IOException(failed.getCause());
            } catch (IllegalAccessException denied) {
                throw new IOException(denied);
            }
        }
    }

    /** {@code sun.misc.Unsafe.invokeCleaner}, by name. */
    private record Cleaner(Object unsafe, Method invokeCleaner) {
        static Cleaner find() {
            try {
                Class<?> type = Class.forName("sun.misc.Unsafe");
                Field instance = type.getDeclaredField("theUnsafe");
                instance.setAccessible(true);
                return new Cleaner(instance.get(null), type.getMethod("invokeCleaner", ByteBuffer.class));
            } catch (ReflectiveOperationException | RuntimeException absent) {
                return null;
            }
        }

        void clean(ByteBuffer mapped) throws ReflectiveOperationException {
            invokeCleaner.invoke(unsafe, mapped);
        }
    }
}
