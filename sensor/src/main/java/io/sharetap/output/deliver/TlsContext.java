package io.sharetap.output.deliver;

import io.sharetap.config.OutputTarget;
import io.sharetap.config.WrongSetting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Holds the certificates to trust, and the sensor's own, for TLS: the options {@code ca}, {@code key-store} and its
 * password.
 */
final class TlsContext {
    private TlsContext() {}

    /**
     * The context by the target's options; null where there are none. Reads the files each time, as they may have been
     * renewed.
     *
     * @throws IOException a file is invalid, or the password is not there any more; the message says which
     */
    static SSLContext of(OutputTarget target, Secrets secrets) throws IOException {
        String ca = target.option("ca", null);
        String keys = target.option("key-store", null);
        if (ca == null && keys == null) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys == null ? null : keyManagers(keys, secrets.in(target.option("key-store-password", ""))),
                    ca == null ? null : trustManagers(ca),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("certificates cannot be used: " + e.getMessage(), e);
        } catch (WrongSetting e) {
            // It was there at the start: records wait until it is there again.
            throw new IOException(e.getMessage(), e);
        }
    }

    private static TrustManager[] trustManagers(String file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + number++, each);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keyManagers(String file, String password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream store = Files.newInputStream(Path.of(file))) {
            keys.load(store, password.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password.toCharArray());
        return factory.getKeyManagers();
    }
}
