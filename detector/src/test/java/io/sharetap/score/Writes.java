package io.sharetap.score;

import io.sharetap.event.CodeSignature;
import io.sharetap.event.CopySource;
import io.sharetap.event.Endpoints;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.PeSummary;
import io.sharetap.event.SmbContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes executable writes for tests: a small program written to {@code \\server\C$\Tools\tool.exe}, each part to
 * change.
 */
public final class Writes {
    /** 2026-03-02T12:00:00Z. */
    public static final long NOON = 1_772_452_800_000_000_000L;

    private long epochNanos = NOON;
    private long position = 1;
    private String id;
    private String client = "10.0.0.1";
    private String destination = "10.0.0.2";
    private String destinationName;
    private String tree = "\\\\server\\C$";
    private String share = "C$";
    private String path = "Tools\\tool.exe";
    private long size = 145_568;
    private byte[] sha256 = digest("tool");
    private byte[] head = digest("head of tool");
    private List<FileWrite.Range> missing = List.of();
    private FileWrite.Outcome outcome = FileWrite.Outcome.SUCCESS;
    private boolean deleted;
    private CopySource copyOf;
    private String stream;
    private String continues;
    private String original;
    private String internal;
    private String company;
    private String product;
    private String pdb;
    private CodeSignature signature;
    private boolean executable = true;
    private String user = "alice";
    private String logon;
    private boolean logonSeen = true;

    public static Writes write() {
        return new Writes();
    }

    public Writes user(String name) {
        user = name;
        return this;
    }

    /** Whom the server took the client for, and whether its logon was seen. */
    public Writes logon(String kind, boolean seen) {
        logon = kind;
        logonSeen = seen;
        return this;
    }

    public static byte[] digest(String content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Writes at(long nanos) {
        epochNanos = nanos;
        return this;
    }

    public Writes after(long seconds) {
        return at(NOON + seconds * 1_000_000_000L);
    }

    public Writes position(long number) {
        position = number;
        return this;
    }

    public Writes id(String text) {
        id = text;
        return this;
    }

    public Writes by(String address) {
        client = address;
        return this;
    }

    public Writes to(String address) {
        destination = address;
        return this;
    }

    public Writes named(String name) {
        destinationName = name;
        return this;
    }

    /** {@code on("ADMIN$", "Temp\\x.exe")}. */
    public Writes on(String shareName, String pathInside) {
        share = shareName;
        tree = shareName == null ? null : "\\\\server\\" + shareName;
        path = pathInside;
        return this;
    }

    public Writes tree(String text) {
        tree = text;
        return this;
    }

    public Writes share(String text) {
        share = text;
        return this;
    }

    public Writes size(long bytes) {
        size = bytes;
        return this;
    }

    public Writes content(String text) {
        sha256 = digest(text);
        head = digest("head of " + text);
        return this;
    }

    public Writes sha256(String hex) {
        sha256 = hex == null ? null : HexFormat.of().parseHex(hex);
        return this;
    }

    public Writes head(String hex) {
        head = hex == null ? null : HexFormat.of().parseHex(hex);
        return this;
    }

    /** Bytes are missing, so there is no hash. */
    public Writes incomplete() {
        sha256 = null;
        missing = List.of(new FileWrite.Range(8_192, 9_000));
        return this;
    }

    public Writes outcome(FileWrite.Outcome what) {
        outcome = what;
        return this;
    }

    /** The server copied it from this path. */
    public Writes copyOf(String sourcePath) {
        copyOf = new CopySource(sourcePath);
        return this;
    }

    public Writes deleted() {
        deleted = true;
        return this;
    }

    public Writes stream(String name) {
        stream = name;
        return this;
    }

    public Writes continues(String earlierId) {
        continues = earlierId;
        return this;
    }

    public Writes version(String originalFileName, String companyName) {
        original = originalFileName;
        company = companyName;
        return this;
    }

    public Writes internal(String name) {
        internal = name;
        return this;
    }

    public Writes product(String name) {
        product = name;
        return this;
    }

    public Writes pdb(String debugPath) {
        pdb = debugPath;
        return this;
    }

    public Writes signature(Boolean valid, Boolean trusted, boolean microsoft) {
        signature = new CodeSignature(true, "Someone", "sha256", valid, trusted, null, -1, "Root", microsoft);
        return this;
    }

    public Writes document() {
        executable = false;
        return this;
    }

    public FileWrite build() {
        IpAddress from = IpAddress.parse(client);
        IpAddress to = IpAddress.parse(destination);
        PeSummary pe = new PeSummary(
                "x64",
                1_700_000_000L,
                company,
                null,
                null,
                original,
                internal,
                product,
                null,
                pdb,
                List.of(),
                null,
                signature);
        String eventId = id != null ? id : "write-" + epochNanos + '-' + position + '-' + client + '-' + destination;
        return new FileWrite(
                epochNanos,
                position,
                eventId,
                epochNanos,
                epochNanos,
                outcome,
                new Endpoints(from, 50_000, null, null, to, 445, null, destinationName, null, -1),
                new SmbContext("3.1.1", "1", "2", tree, share, user, "CORP", false, logon, logonSeen),
                path,
                size,
                sha256,
                head,
                missing,
                true,
                true,
                deleted,
                null,
                copyOf,
                stream,
                continues,
                executable ? pe : null,
                null,
                null);
    }
}
