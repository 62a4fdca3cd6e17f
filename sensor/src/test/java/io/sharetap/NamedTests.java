package io.sharetap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Knows whether a test that a page names is there: {@code Class.method}, or a case by its folder. */
final class NamedTests {
    private static final Path ROOT = Path.of("..");

    private final List<Path> sources;

    NamedTests() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            sources = files.filter(file -> file.toString().contains("src/test/java")
                            && file.toString().endsWith(".java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isThere(String named) {
        int dot = named.indexOf('.');
        if (dot < 0) {
            return Files.isRegularFile(ROOT.resolve("pcaps").resolve(named).resolve("expect.jsonl"));
        }
        String file = named.substring(0, dot) + ".java";
        String method = "void " + named.substring(dot + 1) + "(";
        return sources.stream()
                .anyMatch(source -> source.getFileName().toString().equals(file)
                        && read(source).contains(method));
    }

    static String page(String name) {
        return read(ROOT.resolve("docs").resolve(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
