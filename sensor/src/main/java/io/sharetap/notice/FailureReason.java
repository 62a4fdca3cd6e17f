package io.sharetap.notice;

import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Says why a file, a folder or a receiver cannot be used. For the most usual reasons, Java's exceptions have no
 * message, or none but the path.
 */
public final class FailureReason {
    private FailureReason() {}

    /** The path and the reason where the failure concerns a path; otherwise the failure's own message. */
    public static String of(IOException failure) {
        return failure instanceof FileSystemException file ? file.getFile() + ": " + alone(failure) : alone(failure);
    }

    /** The reason without the path, for messages that name it already. */
    public static String alone(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "is there already, and is no folder";
        }
        if (failure instanceof PortUnreachableException) {
            return "nobody listens there";
        }
        if (failure instanceof ConnectException && failure.getMessage() == null) {
            return "there is no connection";
        }
        String given = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return given == null || given.isBlank() ? "cannot be used" : given;
    }
}
