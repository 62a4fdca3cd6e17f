package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertContext;
import io.sharetap.alert.Variation;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.BlindSession;
import io.sharetap.event.CodeSignature;
import io.sharetap.event.Endpoints;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.PeSummary;
import io.sharetap.event.SmbContext;
import io.sharetap.score.Score;
import java.util.List;

/** Makes records to be shown. */
public final class Samples {
    public static final long NOON = 1_700_000_000_123_000_000L;

    private static final PeSummary PROGRAM = new PeSummary(
            "x64",
            0,
            "Acme",
            null,
            "1.2",
            "tool.exe",
            null,
            null,
            null,
            null,
            List.of(),
            null,
            CodeSignature.of(false));

    private Samples() {}

    public static FileWrite write(String path, boolean executable) {
        return write(path, executable, FileWrite.Outcome.SUCCESS, List.of());
    }

    static FileWrite write(String path, boolean executable, FileWrite.Outcome outcome, List<FileWrite.Range> missing) {
        return write("id-of-write", path, executable, outcome, missing, smb(), null);
    }

    /** A program that goes on from the record of this id. */
    public static FileWrite continuing(String before) {
        return write("id-of-next", "tool.exe", true, FileWrite.Outcome.SUCCESS, List.of(), smb(), before);
    }

    /** A program of an encrypted session. */
    public static FileWrite encrypted() {
        return in(smb(true, null));
    }

    /** A program of whom the server let in as its guest. */
    static FileWrite byGuest() {
        return in(smb(false, SmbContext.GUEST));
    }

    private static FileWrite in(SmbContext session) {
        return write("id-of-write", "tool.exe", true, FileWrite.Outcome.SUCCESS, List.of(), session, null);
    }

    private static SmbContext smb(boolean encrypted, String logon) {
        SmbContext smb = smb();
        return new SmbContext(
                smb.dialect(),
                smb.sessionId(),
                smb.fileId(),
                smb.tree(),
                smb.share(),
                smb.userName(),
                smb.userDomain(),
                encrypted,
                logon,
                true);
    }

    private static FileWrite write(
            String id,
            String path,
            boolean executable,
            FileWrite.Outcome outcome,
            List<FileWrite.Range> missing,
            SmbContext smb,
            String continues) {
        return new FileWrite(
                NOON,
                7,
                id,
                NOON,
                NOON,
                outcome,
                hosts(),
                smb,
                path,
                145_568,
                missing.isEmpty() ? new byte[32] : null,
                new byte[32],
                missing,
                true,
                true,
                false,
                null,
                null,
                null,
                continues,
                executable ? PROGRAM : null,
                null,
                null);
    }

    public static BlindSession blind(int lastByteOfClient) {
        Endpoints hosts = hosts();
        Endpoints other = new Endpoints(
                IpAddress.ofIpv4(0x0A000000 | lastByteOfClient),
                1,
                null,
                null,
                hosts.destination(),
                445,
                null,
                null,
                null,
                -1);
        return new BlindSession(NOON, 1, "id", other, smb(), "encrypted");
    }

    static Endpoints hosts() {
        return new Endpoints(
                IpAddress.parse("10.0.0.66"),
                50_000,
                null,
                "WS66",
                IpAddress.parse("10.0.0.11"),
                445,
                null,
                "FS01",
                null,
                -1);
    }

    static SmbContext smb() {
        return new SmbContext("3.1.1", "0x1d", "01", "\\\\fs01\\ADMIN$", "ADMIN$", "j.miller", "CORP");
    }

    public static Alert alert(FileWrite write, Variation variation, Rarity rarity, List<Score.Reason> reasons) {
        int total = reasons.stream().mapToInt(Score.Reason::weight).sum();
        Score score =
                new Score(1, 0.7, 3, 1, 0.6, 3, false, reasons, total, 70, false, false, false, Score.Spread.NONE);
        return new Alert(
                "id-of-alert",
                write.epochNanos(),
                write,
                variation,
                score,
                rarity,
                "a message",
                AlertContext.NONE,
                2,
                List.of("Is the file malicious?"));
    }

    public static Rarity rarity(int observedDays) {
        return new Rarity(
                new Rarity.ExecutableHistory(1, 100, 1, NOON, NOON, false, false),
                new Rarity.DestinationHistory("runs", 2, 2, NOON, NOON),
                new Rarity.ClientHistory(0, 0, 0, -1, -1, 0),
                new Rarity.BaselineStatus(observedDays == 0 ? Rarity.State.COLD : Rarity.State.ACTIVE, observedDays));
    }
}
