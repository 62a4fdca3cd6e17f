package io.sharetap.signature;

import io.sharetap.signature.TrustedRoots.Root;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;

/** Knows the roots, and remembers which certificate was found to have issued which: most signers have few issuers. */
final class Issuers {
    private static final int REMEMBERED_MAX = 1_024;

    private final Map<ByteBuffer, List<Root>> roots;
    private final Map<ByteBuffer, Boolean> issued = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    Issuers(TrustedRoots roots) {
        this.roots = roots.bySubject();
    }

    /** The roots with this encoded name. */
    List<Root> roots(ByteBuffer subject) {
        return roots.getOrDefault(subject, List.of());
    }

    /** Whether the certificate was signed with the issuer's key. */
    boolean issued(X509CertificateHolder issuer, X509CertificateHolder certificate) {
        try {
            ByteBuffer both = ByteBuffer.wrap(bothOf(issuer, certificate));
            if (issued.containsKey(both)) {
                return issued.get(both);
            }
            boolean holds = certificate.isSignatureValid(new KeyVerifiers(issuer));
            issued.put(both, holds);
            return holds;
        } catch (CertException | IOException | NoSuchAlgorithmException unreadable) {
            return false;
        }
    }

    private static byte[] bothOf(X509CertificateHolder issuer, X509CertificateHolder certificate)
            throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(digest.digest(issuer.getSubjectPublicKeyInfo().getEncoded()));
        return digest.digest(certificate.getEncoded());
    }
}
