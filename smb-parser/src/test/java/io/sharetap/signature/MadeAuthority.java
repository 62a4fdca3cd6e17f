package io.sharetap.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates for tests: a name with a key. */
public final class MadeAuthority {
    /** 2020-01-01 and 2030-01-01, between which certificates are valid unless made otherwise. */
    public static final long FROM = 1_577_836_800;

    public static final long TO = 1_893_456_000;
    private static final KeyPairGenerator KEYS = generator("RSA", 1_024); // made in no time
    private static final KeyPairGenerator ELLIPTIC_KEYS = generator("EC", 256);
    private static int serial = 1;

    final KeyPair keys;
    final X500Name name;
    final X509CertificateHolder certificate;

    private MadeAuthority(X500Name name, Order order, MadeAuthority issuer) {
        this.name = name;
        keys = (order.elliptic ? ELLIPTIC_KEYS : KEYS).generateKeyPair();
        certificate = order.make(this, issuer == null ? this : issuer);
    }

    /** What a certificate is to say. */
    public static final class Order {
        private final String name;
        private long from = FROM;
        private long to = TO;
        private BasicConstraints constraints;
        private KeyPurposeId purpose;
        private ASN1ObjectIdentifier critical;
        private String algorithm;
        private boolean elliptic;

        private Order(String name) {
            this.name = name;
        }

        /** Of one that issues others, at most so many one below the other. */
        public Order issuing(int below) {
            constraints = new BasicConstraints(below);
            return this;
        }

        public Order purpose(KeyPurposeId which) {
            purpose = which;
            return this;
        }

        public Order valid(long fromEpochSeconds, long toEpochSeconds) {
            from = fromEpochSeconds;
            to = toEpochSeconds;
            return this;
        }

        /** With a critical extension that nobody knows. */
        public Order critical(String extension) {
            critical = new ASN1ObjectIdentifier(extension);
            return this;
        }

        public Order algorithm(String javaName) {
            algorithm = javaName;
            return this;
        }

        /** With a key on an elliptic curve. */
        public Order elliptic() {
            elliptic = true;
            return this;
        }

        /** Issued by itself. */
        public MadeAuthority self() {
            return new MadeAuthority(subject(), this, null);
        }

        public MadeAuthority by(MadeAuthority issuer) {
            return new MadeAuthority(subject(), this, issuer);
        }

        private X500Name subject() {
            return new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.O, "Sharetap tests")
                    .addRDN(BCStyle.CN, name)
                    .build();
        }

        private X509CertificateHolder make(MadeAuthority subject, MadeAuthority issuer) {
            try {
                X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer.name,
                        BigInteger.valueOf(serial++),
                        new Date(from * 1_000),
                        new Date(to * 1_000),
                        subject.name,
                        subject.keys.getPublic());
                if (constraints != null) {
                    builder.addExtension(Extension.basicConstraints, true, constraints);
                }
                if (purpose != null) {
                    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
                }
                if (critical != null) {
                    builder.addExtension(critical, true, DERNull.INSTANCE);
                }
                return builder.build(new JcaContentSignerBuilder(algorithm != null ? algorithm : issuer.with("SHA256"))
                        .build(issuer.keys.getPrivate()));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static Order named(String name) {
        return new Order(name);
    }

    public static MadeAuthority root(String name) {
        return named(name).issuing(4).self();
    }

    /** One that may sign code. */
    public static Order signer(String name) {
        return named(name).purpose(KeyPurposeId.id_kp_codeSigning);
    }

    public X509CertificateHolder certificate() {
        return certificate;
    }

    public KeyPair keys() {
        return keys;
    }

    /** How signatures of its key over a digest are named. */
    String with(String digest) {
        return digest + "with" + (keys.getPrivate().getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
    }

    private static KeyPairGenerator generator(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            return generator;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
