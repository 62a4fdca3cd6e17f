package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sharetap.capture.CaptureFuzzer;
import io.sharetap.config.ConfigFuzzer;
import io.sharetap.pipeline.RecordFuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every input that fuzzing has found worth keeping goes through its target ({@code benchmarks/fuzz.sh}). */
class FuzzCorpusTest {
    private static final Path CORPORA = Path.of("src", "test", "corpora");

    private interface Fuzzer {
        void accept(byte[] input) throws IOException;
    }

    @TestFactory
    Stream<DynamicNode> keepsItsInvariants() {
        return Stream.of(
                corpus("capture", CaptureFuzzer::fuzzerTestOneInput),
                corpus("config", ConfigFuzzer::fuzzerTestOneInput),
                corpus("record", RecordFuzzer::fuzzerTestOneInput));
    }

    private static DynamicContainer corpus(String target, Fuzzer fuzzer) {
        try (Stream<Path> files = Files.list(CORPORA.resolve(target))) {
            List<Path> inputs = files.sorted().toList();
            assertTrue(inputs.size() > 1, "no corpus for " + target);
            return dynamicContainer(
                    target,
                    inputs.stream()
                            .map(input -> dynamicTest(
                                    input.getFileName().toString(), () -> fuzzer.accept(Files.readAllBytes(input)))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
