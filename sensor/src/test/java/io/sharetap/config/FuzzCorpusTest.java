package io.sharetap.config;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every input that fuzzing has found worth keeping goes through its target ({@code benchmarks/fuzz.sh}). */
class FuzzCorpusTest {
    private static final Path CORPUS = Path.of("src", "test", "corpora", "config");

    @TestFactory
    Stream<DynamicTest> keepsItsInvariants() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            List<Path> inputs = files.sorted().toList();
            assertTrue(inputs.size() > 1, "no corpus in " + CORPUS.toAbsolutePath());
            return inputs.stream()
                    .map(input -> dynamicTest(
                            input.getFileName().toString(),
                            () -> ConfigFuzzer.fuzzerTestOneInput(Files.readAllBytes(input))));
        }
    }
}
