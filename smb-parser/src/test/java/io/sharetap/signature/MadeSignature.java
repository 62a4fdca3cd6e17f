package io.sharetap.signature;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Date;
import java.util.Hashtable;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.PKCS7ProcessableObject;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;

/** Makes Authenticode signatures for tests, as signing tools do. */
public final class MadeSignature {
    private static final String INDIRECT_DATA = "1.3.6.1.4.1.311.2.1.4";
    private static final String PE_IMAGE_DATA = "1.3.6.1.4.1.311.2.1.15";
    private static final String NESTED = "1.3.6.1.4.1.311.2.4.1";
    private static final String STAMP = "1.3.6.1.4.1.311.3.3.1";

    private final MadeAuthority signer;
    private final List<X509CertificateHolder> certificates = new ArrayList<>();
    private final ASN1EncodableVector unsigned = new ASN1EncodableVector();
    private String algorithm;
    private DigestName digestName = DigestName.SHA256;
    private CMSSignedData signed;

    public MadeSignature(MadeAuthority signer, MadeAuthority... between) {
        this.signer = signer;
        algorithm = signer.with("SHA256");
        certificates.add(signer.certificate);
        for (MadeAuthority each : between) {
            certificates.add(each.certificate);
        }
    }

    public MadeSignature digest(String javaName) {
        for (DigestName each : DigestName.values()) {
            if (each.javaName().equals(javaName)) {
                digestName = each;
            }
        }
        algorithm = signer.with(javaName.replace("-", ""));
        return this;
    }

    /** Signs the digest of an image. */
    public MadeSignature sign(byte[] digestOfImage) {
        ASN1Encodable attribute =
                new DERSequence(new ASN1Encodable[] {new ASN1ObjectIdentifier(PE_IMAGE_DATA), new DERSequence()});
        AlgorithmIdentifier name = new AlgorithmIdentifier(identifier(digestName), DERNull.INSTANCE);
        return signContent(
                INDIRECT_DATA, new DERSequence(new ASN1Encodable[] {attribute, new DigestInfo(name, digestOfImage)}));
    }

    MadeSignature signContent(String type, ASN1Sequence content) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signerInfo(signer, algorithm, null));
            generator.addCertificates(new JcaCertStore(certificates));
            ASN1ObjectIdentifier named = new ASN1ObjectIdentifier(type);
            SignedData data = SignedData.getInstance(generator
                    .generate(new PKCS7ProcessableObject(named, content), false)
                    .toASN1Structure()
                    .getContent());
            // PKCS #7 has the value itself where CMS would have an OCTET STRING of it.
            signed = new CMSSignedData(new ContentInfo(
                    CMSObjectIdentifiers.signedData,
                    new SignedData(
                            data.getDigestAlgorithms(),
                            new ContentInfo(named, content),
                            data.getCertificates(),
                            null,
                            data.getSignerInfos())));
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts another signature of the same image into this one. */
    public MadeSignature nest(MadeSignature other) {
        return attribute(NESTED, other.signed.toASN1Structure());
    }

    /** Has somebody vouch for the time by a time stamp (RFC 3161). */
    public MadeSignature stamp(MadeAuthority by, long epochSeconds, MadeAuthority... between) {
        return stampOf(signature(), by, epochSeconds, between);
    }

    /** The same, of another signature. */
    MadeSignature stampOf(byte[] signature, MadeAuthority by, long epochSeconds, MadeAuthority... between) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(signature);
            TSTInfo info = new TSTInfo(
                    new ASN1ObjectIdentifier("1.2.3.4"),
                    new MessageImprint(new AlgorithmIdentifier(identifier(DigestName.SHA256), DERNull.INSTANCE), hash),
                    new ASN1Integer(1),
                    new ASN1GeneralizedTime(new Date(epochSeconds * 1_000)),
                    null,
                    null,
                    null,
                    null,
                    null);
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signerInfo(by, by.with("SHA256"), null));
            List<X509CertificateHolder> theirs = new ArrayList<>(List.of(by.certificate));
            for (MadeAuthority each : between) {
                theirs.add(each.certificate);
            }
            generator.addCertificates(new JcaCertStore(theirs));
            CMSSignedData stamp = generator.generate(
                    new CMSProcessableByteArray(
                            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.1.4"), info.getEncoded()),
                    true);
            return attribute(STAMP, stamp.toASN1Structure());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has somebody vouch for the time by a counter-signature (PKCS #9), whose certificates stand with the signer's. */
    public MadeSignature counterSign(MadeAuthority by, long epochSeconds) {
        try {
            Attribute time = new Attribute(
                    CMSAttributes.signingTime, new DERSet(new DERUTCTime(new Date(epochSeconds * 1_000))));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signerInfo(by, by.with("SHA256"), time));
            SignerInformationStore counters = generator.generateCounterSigners(signerInformation());
            return attribute(
                    CMSAttributes.counterSignature.getId(),
                    counters.iterator().next().toASN1Structure());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds an attribute that is not signed. */
    MadeSignature attribute(String type, ASN1Encodable value) {
        unsigned.add(new Attribute(new ASN1ObjectIdentifier(type), new DERSet(value)));
        SignerInformation with =
                SignerInformation.replaceUnsignedAttributes(signerInformation(), new AttributeTable(unsigned));
        signed = CMSSignedData.replaceSigners(signed, new SignerInformationStore(with));
        return this;
    }

    byte[] signature() {
        return signerInformation().getSignature();
    }

    public byte[] bytes() {
        try {
            return signed.toASN1Structure().getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value as a table of certificates in a PE image holds it. */
    ContentInfo content() {
        return signed.toASN1Structure();
    }

    static byte[] digestOf(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private SignerInformation signerInformation() {
        return signed.getSignerInfos().iterator().next();
    }

    private static SignerInfoGenerator signerInfo(MadeAuthority by, String algorithm, Attribute time) throws Exception {
        JcaSignerInfoGeneratorBuilder builder =
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
        Hashtable<ASN1ObjectIdentifier, Attribute> attributes = new Hashtable<>();
        if (time != null) {
            attributes.put(CMSAttributes.signingTime, time);
        }
        builder.setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)));
        return builder.build(new JcaContentSignerBuilder(algorithm).build(by.keys.getPrivate()), by.certificate);
    }

    private static ASN1ObjectIdentifier identifier(DigestName name) {
        return switch (name) {
            case MD5 -> new ASN1ObjectIdentifier("1.2.840.113549.2.5");
            case SHA1 -> TSPAlgorithms.SHA1;
            case SHA256 -> TSPAlgorithms.SHA256;
            case SHA384 -> TSPAlgorithms.SHA384;
            case SHA512 -> TSPAlgorithms.SHA512;
        };
    }
}
