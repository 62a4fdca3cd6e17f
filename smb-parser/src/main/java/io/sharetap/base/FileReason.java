package io.sharetap.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file or folder cannot be used. Of the most usual reasons what Java throws holds the path alone. */
public final class FileReason {
    private FileReason() {}

    /** The path and why, where it is about one; else what the failure says of itself. */
    public static String of(IOException failure) {
        return failure instanceof FileSystemException file ? file.getFile() + ": " + alone(failure) : alone(failure);
    }

    /** The same without the path, for what names it already. */
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
        String told = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return told == null || told.isBlank() ? "cannot be used" : told;
    }
}
