package io.sharetap.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {
    @Test
    void namesThePathOnceAndAlwaysAReason() {
        assertEquals("/a: there is no such file or folder", FailureReason.of(new NoSuchFileException("/a")));
        assertEquals("/a: permission denied", FailureReason.of(new AccessDeniedException("/a")));
        assertEquals("/a: is there already, and is no folder", FailureReason.of(new FileAlreadyExistsException("/a")));
        assertEquals(
                "/a: disk quota exceeded",
                FailureReason.of(new FileSystemException("/a", null, "disk quota exceeded")));
        assertEquals("/a: cannot be used", FailureReason.of(new FileSystemException("/a")));
        assertEquals("Is a directory", FailureReason.of(new IOException("Is a directory")));
        assertEquals("cannot be used", FailureReason.of(new IOException()));
        assertEquals("nobody listens there", FailureReason.of(new PortUnreachableException()));
        assertEquals("there is no connection", FailureReason.of(new ConnectException()));
        assertEquals("Connection refused", FailureReason.of(new ConnectException("Connection refused")));
        assertEquals("permission denied", FailureReason.alone(new AccessDeniedException("/a")));
    }
}
