package io.sharetap.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.signature.TrustedRoots.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedRootsTest {
    @TempDir
    Path folder;

    @Test
    void theRootsThatShipAreTheFourOfMicrosoft() throws Exception {
        Map<String, String> thumbprints = new TreeMap<>();
        for (Root root : all(TrustedRoots.shipped())) {
            assertTrue(root.microsoft());
            assertTrue(root.certificate()
                    .isSignatureValid(new JcaContentVerifierProviderBuilder()
                            .build(root.certificate().getSubjectPublicKeyInfo())));
            thumbprints.put(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(root.certificate().getEncoded())),
                    Certificates.shownName(root.certificate()));
        }
        assertEquals(
                new TreeMap<>(Map.of(
                        "f38406e540d7a9d90cb4a9479299640ffb6df9e224ecc7a01c0d9558d8dad77d",
                        "Microsoft Root Authority",
                        "885de64c340e3ea70658f01e1145f957fcda27aabeea1ab9faa9fdb0102d4077",
                        "Microsoft Root Certificate Authority",
                        "df545bf919a2439c36983b54cdfc903dfa4f37d3996d8d84b4c31eec6f3c163e",
                        "Microsoft Root Certificate Authority 2010",
                        "847df6a78497943f27fc72eb93f9a637320a02b561d0a91b09e87a7807ed7c61",
                        "Microsoft Root Certificate Authority 2011")),
                thumbprints);
    }

    @Test
    void furtherRootsAreReadAsDerAndAsPemWithSeveralInOneFile() throws IOException {
        byte[] one = MadeAuthority.root("One").certificate.getEncoded();
        byte[] two = MadeAuthority.root("Two").certificate.getEncoded();
        byte[] three = MadeAuthority.root("Three").certificate.getEncoded();
        Files.write(folder.resolve("one.cer"), one);
        Files.writeString(folder.resolve("others.pem"), pem(two) + pem(three));
        Files.createDirectory(folder.resolve("sub"));
        List<Root> roots = all(TrustedRoots.shippedWith(folder));
        assertEquals(7, roots.size());
        assertEquals(4, roots.stream().filter(Root::microsoft).count());
    }

    @Test
    void aFileThatIsNoCertificateIsNamed() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "not one\n");
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> TrustedRoots.shippedWith(folder));
        assertTrue(thrown.getMessage().contains("notes.txt"), thrown.getMessage());
        assertThrows(NoSuchFileException.class, () -> TrustedRoots.shippedWith(folder.resolve("absent")));
    }

    private static List<Root> all(TrustedRoots roots) {
        return roots.bySubject().values().stream().flatMap(List::stream).toList();
    }

    private static String pem(byte[] certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }
}
