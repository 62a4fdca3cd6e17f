package io.sharetap.signature;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Names the digests that signatures use. */
enum DigestName {
    MD5("1.2.840.113549.2.5", "MD5"),
    SHA1("1.3.14.3.2.26", "SHA-1"),
    SHA256("2.16.840.1.101.3.4.2.1", "SHA-256"),
    SHA384("2.16.840.1.101.3.4.2.2", "SHA-384"),
    SHA512("2.16.840.1.101.3.4.2.3", "SHA-512");

    private final String identifier;
    private final String javaName;

    DigestName(String identifier, String javaName) {
        this.identifier = identifier;
        this.javaName = javaName;
    }

    /** The digest with this identifier; null where it is none of these. */
    static DigestName of(ASN1ObjectIdentifier algorithm) {
        for (DigestName name : values()) {
            if (name.identifier.equals(algorithm.getId())) {
                return name;
            }
        }
        return null;
    }

    String javaName() {
        return javaName;
    }

    /** The name in records. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether two contents with the same digest can be made. */
    boolean weak() {
        return this == MD5;
    }
}
