package io.sharetap.output;

import io.sharetap.event.CodeSignature;
import io.sharetap.event.Endpoints;
import io.sharetap.event.EventCodec;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SmbContext;
import java.util.HexFormat;
import java.util.Locale;

/** Puts facts of records into words that cards, lines and the closing table share; text from the wire is made safe. */
final class TextOf {
    private static final int SECONDS_END = 19;
    private static final int MILLIS_END = 23;
    private static final long KILO = 1_000;

    /** For number formats: the only locale whose separators Java knows without loading the data of all languages. */
    static final Locale PLAIN = Locale.US;

    private TextOf() {}

    static String number(long number) {
        return String.format(PLAIN, "%,d", number);
    }

    /** {@code 1 file}, {@code 2 files}. */
    static String counted(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** {@code 2.75 MB}: three digits. */
    static String bytes(long bytes) {
        if (bytes < 10 * KILO) {
            return number(bytes) + " bytes";
        }
        double scaled = bytes;
        String[] units = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
        int unit = 0;
        while (scaled >= KILO && unit < units.length - 1) {
            scaled /= KILO;
            unit++;
        }
        String format = scaled < 10 ? "%.2f %s" : scaled < 100 ? "%.1f %s" : "%.0f %s";
        return String.format(PLAIN, format, scaled, units[unit]);
    }

    /** {@code 2016-05-06 12:33:05.123}, UTC. */
    static String time(long epochNanos) {
        return EventCodec.timestamp(epochNanos).substring(0, MILLIS_END).replace('T', ' ');
    }

    /** {@code 2016-05-06 12:33:05}, UTC. */
    static String seconds(long epochNanos) {
        return EventCodec.timestamp(epochNanos).substring(0, SECONDS_END).replace('T', ' ');
    }

    static String hexadecimal(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /** {@code 192.168.10.31 (WS01)}. */
    static String client(Endpoints hosts) {
        return hosts.client()
                + named(
                        hosts.clientHost() == null
                                ? hosts.clientName()
                                : hosts.clientHost().shown());
    }

    static String destination(Endpoints hosts) {
        return hosts.destination()
                + named(
                        hosts.destinationHost() == null
                                ? hosts.destinationName()
                                : hosts.destinationHost().shown());
    }

    private static String named(String name) {
        return name == null || name.isEmpty() ? "" : " (" + VisibleText.of(name) + ")";
    }

    /** {@code DOMAIN\\name}, as far as it is known, and anything unusual about the logon. */
    static String user(SmbContext smb) {
        if (SmbContext.ANONYMOUS.equals(smb.logon())) {
            return "nobody (anonymous)";
        }
        return name(smb)
                + (SmbContext.GUEST.equals(smb.logon()) ? " (let in as a guest)" : "")
                + (smb.logonSeen() ? "" : " (logon not seen)");
    }

    private static String name(SmbContext smb) {
        boolean domainKnown = smb.userDomain() != null && !smb.userDomain().isEmpty();
        if (smb.userName() == null) {
            return domainKnown ? "unknown, of " + VisibleText.of(smb.userDomain()) : "unknown";
        }
        return VisibleText.of((domainKnown ? smb.userDomain() + "\\" : "") + smb.userName());
    }

    /** {@code \\server\share\folder\name}, as far as it is known. */
    static String place(SmbContext smb, String path) {
        String tree = smb.tree() != null ? smb.tree() : smb.share() != null ? smb.share() : "(unknown share)";
        return VisibleText.of(tree + "\\" + (path == null ? "(unknown path)" : path));
    }

    static String size(FileWrite write) {
        return write.size() < 0 ? "size unknown" : counted(write.size(), "byte", "bytes");
    }

    /** The SHA-256, or what is known instead. */
    static String hash(FileWrite write) {
        if (write.sha256() != null) {
            return hexadecimal(write.sha256());
        }
        if (write.headSha256() != null) {
            return "unknown; of the first 4,096 bytes: " + hexadecimal(write.headSha256());
        }
        return "unknown";
    }

    /** The signer of a program and whether the signature holds, in a few words; only for programs with a signature. */
    static String signature(CodeSignature signature) {
        String by = signature.subjectName() == null ? "" : " by " + VisibleText.of(signature.subjectName());
        if (signature.valid() == null) {
            return "signed" + by + " (not checked: " + reason(signature) + ")";
        }
        if (!signature.valid()) {
            return "signed" + by + ", INVALID (" + reason(signature) + ")";
        }
        if (!Boolean.TRUE.equals(signature.trusted())) {
            return "signed" + by + " (holds, " + reason(signature) + ")";
        }
        return "signed" + by + " (holds, under " + VisibleText.of(signature.rootName()) + ")";
    }

    private static String reason(CodeSignature signature) {
        return signature.status() == null
                ? "reason unknown"
                : VisibleText.of(signature.status().replace('_', ' '));
    }

    /** Whatever is unusual about the write, each part after a comma; empty: nothing. */
    static String reservations(FileWrite write) {
        StringBuilder text = new StringBuilder();
        if (!write.complete()) {
            text.append(", incomplete");
        }
        if (write.outcome() == FileWrite.Outcome.UNKNOWN) {
            text.append(", answers not seen");
        } else if (write.outcome() == FileWrite.Outcome.FAILURE) {
            text.append(", refused");
        }
        if (write.deleted()) {
            text.append(", deleted");
        }
        if (write.renamedFrom() != null) {
            text.append(", renamed from ").append(VisibleText.of(write.renamedFrom()));
        }
        if (write.copyOf() != null) {
            String source = write.copyOf().path();
            text.append(", copied by the server from ").append(source == null ? "unknown" : VisibleText.of(source));
        }
        return text.toString();
    }
}
