package io.sharetap.signature;

import static io.sharetap.base.FuzzWork.require;

import io.sharetap.base.FuzzWork;
import io.sharetap.base.Ledger;
import io.sharetap.signature.SignatureFacts.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fuzz target: the signatures of a program, as they lie in its certificate table. The first byte says into how many
 * pieces the rest is cut; each is a signature. The image is always the one that {@code src/test/corpora/signature} was
 * made for, and the root that those lead to is known, so that what is near to them is read to its end.
 *
 * <p>Held: something is said of every program; what is trusted is valid; time and memory are bounded.
 */
public final class SignatureFuzzer {
    /** The image, and the time at which its certificates are valid. */
    static final byte[] IMAGE = {1, 2, 3};

    static final long DURING = MadeAuthority.FROM + 1_000_000;

    private static final long ALLOCATED_MAX = 32L << 20;
    private static final int PIECES_MAX = 6;
    private static final TrustedRoots ROOTS = roots();

    private SignatureFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzWork.bounded(ALLOCATED_MAX, () -> check(signatures(input)));
    }

    private static List<byte[]> signatures(byte[] input) {
        int pieces = input.length == 0 ? 1 : 1 + (input[0] & 0xFF) % PIECES_MAX;
        int from = Math.min(1, input.length);
        int length = (input.length - from) / pieces;
        List<byte[]> signatures = new ArrayList<>();
        for (int i = 0; i < pieces; i++, from += length) {
            signatures.add(Arrays.copyOfRange(input, from, i + 1 == pieces ? input.length : from + length));
        }
        return signatures;
    }

    private static void check(List<byte[]> signatures) {
        SignatureFacts facts = new Authenticode(new Ledger(), ROOTS)
                .check(signatures, algorithm -> MadeSignature.digestOf(algorithm, IMAGE), DURING);
        require(facts.status() != null, "nothing is said");
        boolean trusted = Boolean.TRUE.equals(facts.trusted());
        require(trusted == (facts.status() == Status.TRUSTED), facts + " trusted");
        require(!trusted || Boolean.TRUE.equals(facts.valid()) && facts.rootName() != null, facts + " is not valid");
    }

    private static TrustedRoots roots() {
        try (InputStream root = SignatureFuzzer.class.getResourceAsStream("fuzz-root.der")) {
            Path folder = Files.createTempDirectory("sharetap-roots");
            Path file = folder.resolve("root.der");
            Files.write(file, root.readAllBytes());
            TrustedRoots roots = TrustedRoots.shippedWith(folder);
            Files.delete(file);
            Files.delete(folder);
            return roots;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
