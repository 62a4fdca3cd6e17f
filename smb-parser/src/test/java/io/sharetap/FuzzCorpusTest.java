package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sharetap.compression.CompressedMessageFuzzer;
import io.sharetap.compression.Lz4Fuzzer;
import io.sharetap.compression.Lz77Fuzzer;
import io.sharetap.compression.Lz77HuffmanFuzzer;
import io.sharetap.compression.Lznt1Fuzzer;
import io.sharetap.frame.FrameFuzzer;
import io.sharetap.nbss.StreamFuzzer;
import io.sharetap.pe.PeFuzzer;
import io.sharetap.rpc.RpcFuzzer;
import io.sharetap.signature.SignatureFuzzer;
import io.sharetap.transfer.SealedFuzzer;
import io.sharetap.transfer.Smb1Fuzzer;
import io.sharetap.transfer.Smb2Fuzzer;
import io.sharetap.transfer.TransformFuzzer;
import io.sharetap.unseal.KerberosFuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every input that fuzzing has found worth keeping goes through its target ({@code benchmarks/fuzz.sh}). */
class FuzzCorpusTest {
    private static final Path CORPORA = Path.of("src", "test", "corpora");

    @TestFactory
    Stream<DynamicNode> keepsItsInvariants() {
        return Stream.of(
                corpus("frame", FrameFuzzer::fuzzerTestOneInput),
                corpus("stream", StreamFuzzer::fuzzerTestOneInput),
                corpus("smb1", Smb1Fuzzer::fuzzerTestOneInput),
                corpus("smb2", Smb2Fuzzer::fuzzerTestOneInput),
                corpus("sealed", SealedFuzzer::fuzzerTestOneInput),
                corpus("transform", TransformFuzzer::fuzzerTestOneInput),
                corpus("rpc", RpcFuzzer::fuzzerTestOneInput),
                corpus("lznt1", Lznt1Fuzzer::fuzzerTestOneInput),
                corpus("lz77", Lz77Fuzzer::fuzzerTestOneInput),
                corpus("lz77huffman", Lz77HuffmanFuzzer::fuzzerTestOneInput),
                corpus("lz4", Lz4Fuzzer::fuzzerTestOneInput),
                corpus("compressed", CompressedMessageFuzzer::fuzzerTestOneInput),
                corpus("pe", PeFuzzer::fuzzerTestOneInput),
                corpus("signature", SignatureFuzzer::fuzzerTestOneInput),
                corpus("kerberos", KerberosFuzzer::fuzzerTestOneInput));
    }

    private static DynamicContainer corpus(String target, Consumer<byte[]> fuzzer) {
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
