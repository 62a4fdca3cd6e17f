package io.sharetap.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Names the roots to which signatures may lead: Microsoft's, which are shipped, and those that the user adds. The
 * shipped ones are read when the first signature is checked.
 */
public final class TrustedRoots {
    private static final List<String> SHIPPED = List.of(
            "microsoft-root-authority-1997.pem",
            "microsoft-root-certificate-authority-2001.pem",
            "microsoft-root-certificate-authority-2010.pem",
            "microsoft-root-certificate-authority-2011.pem");

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /** A root, and whether it is one of Microsoft's that are shipped. */
    record Root(X509CertificateHolder certificate, boolean microsoft) {}

    private final List<byte[]> further;

    private TrustedRoots(List<byte[]> further) {
        this.further = further;
    }

    /** Only Microsoft's roots. */
    public static TrustedRoots shipped() {
        return new TrustedRoots(List.of());
    }

    /**
     * Microsoft's roots and all certificates in the files of a folder, PEM or DER.
     *
     * @throws IllegalArgumentException a file holds something that is no certificate
     * @throws IOException the folder or a file cannot be read
     */
    public static TrustedRoots shippedWith(Path folder) throws IOException {
        List<byte[]> certificates = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    certificates.addAll(certificatesIn(in));
                } catch (CertificateException e) {
                    throw new IllegalArgumentException(file + " holds no certificate that can be read", e);
                }
            }
        }
        return new TrustedRoots(certificates);
    }

    /** The roots by the encoded name of their subject. */
    Map<ByteBuffer, List<Root>> bySubject() {
        Map<ByteBuffer, List<Root>> roots = new HashMap<>();
        try {
            for (String name : SHIPPED) {
                try (InputStream in = TrustedRoots.class.getResourceAsStream(name)) {
                    add(roots, shippedCertificate(in.readAllBytes()), true);
                }
            }
            for (byte[] certificate : further) {
                add(roots, certificate, false);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(new IOException("Roots are part of this library", impossible));
        }
        return roots;
    }

    /**
     * Reads a shipped certificate from its text (RFC 7468). Java's own factory parses the whole certificate, and logs.
     */
    private static byte[] shippedCertificate(byte[] text) {
        String lines = new String(text, StandardCharsets.US_ASCII);
        int from = lines.indexOf(BEGIN) + BEGIN.length();
        return Base64.getMimeDecoder().decode(lines.substring(from, lines.indexOf(END)));
    }

    private static void add(Map<ByteBuffer, List<Root>> roots, byte[] certificate, boolean microsoft)
            throws IOException {
        X509CertificateHolder holder = new X509CertificateHolder(certificate);
        roots.computeIfAbsent(Certificates.subjectOf(holder), subject -> new ArrayList<>())
                .add(new Root(holder, microsoft));
    }

    private static List<byte[]> certificatesIn(InputStream in) throws CertificateException, IOException {
        List<byte[]> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(in.readAllBytes()))) {
            certificates.add(certificate.getEncoded());
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        return certificates;
    }
}
