package io.sharetap.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileReasonTest {
    @Test
    void namesThePathOnceAndAlwaysAReason() {
        assertEquals("/a: there is no such file or folder", FileReason.of(new NoSuchFileException("/a")));
        assertEquals("/a: permission denied", FileReason.of(new AccessDeniedException("/a")));
        assertEquals("/a: is there already, and is no folder", FileReason.of(new FileAlreadyExistsException("/a")));
        assertEquals(
                "/a: disk quota exceeded", FileReason.of(new FileSystemException("/a", null, "disk quota exceeded")));
        assertEquals("/a: cannot be used", FileReason.of(new FileSystemException("/a")));
        assertEquals("Is a directory", FileReason.of(new IOException("Is a directory")));
        assertEquals("cannot be used", FileReason.of(new IOException()));
        assertEquals("permission denied", FileReason.alone(new AccessDeniedException("/a")));
    }
}
