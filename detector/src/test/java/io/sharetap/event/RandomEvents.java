package io.sharetap.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Makes events of every kind, each fact now there, now unknown. */
public final class RandomEvents {
    private static final String[] TEXTS = {"a", "dc1", "Ünï\u202Ecode", "\"\\\n\u0000\u2028", "🙂", "<script>", " "};

    private static final String[] LOGONS = {null, "user", SmbContext.GUEST, SmbContext.ANONYMOUS};

    private final Random random;

    public RandomEvents(long seed) {
        random = new Random(seed);
    }

    public SensorEvent next(long position) {
        return switch (random.nextInt(8)) {
            case 0 ->
                new FileRename(time(), position, id(), endpoints(), smb(), maybe(path()), maybe(path()), maybe(hash()));
            case 1 -> new ExecutionObserved(time(), position, id(), endpoints(), text(), text(), text());
            case 4 ->
                new ExecutionObserved(
                        time(),
                        position,
                        id(),
                        endpoints(),
                        smb(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        null);
            case 5 ->
                new ClientAct(
                        time(),
                        position,
                        id(),
                        endpoints(),
                        smb(),
                        ClientAct.Kind.values()[random.nextInt(ClientAct.Kind.values().length)],
                        text());
            case 2 -> new BlindSession(time(), position, id(), endpoints(), smb(), "encrypted");
            case 3 -> new SensorDay(time(), position, List.of(address(), address()));
            default -> write(position);
        };
    }

    public FileWrite write(long position) {
        List<FileWrite.Range> missing = new ArrayList<>();
        long at = 0;
        for (int i = random.nextInt(3); i > 0; i--) {
            missing.add(new FileWrite.Range(at += 1 + random.nextInt(99), at += 1 + random.nextInt(1 << 20)));
        }
        return new FileWrite(
                time(),
                position,
                id(),
                random.nextBoolean() ? -1 : time(),
                random.nextBoolean() ? -1 : time(),
                FileWrite.Outcome.values()[random.nextInt(3)],
                endpoints(),
                smb(),
                maybe(path()),
                random.nextBoolean() ? -1 : random.nextLong(1L << 40),
                maybe(hash()),
                maybe(hash()),
                missing,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                maybe(path()),
                random.nextInt(4) == 0 ? new CopySource(maybe(path())) : null,
                text(),
                maybe(id()),
                random.nextBoolean() ? null : pe(),
                random.nextBoolean() ? null : Arrays.copyOf(hash(), 20),
                random.nextBoolean() ? null : Arrays.copyOf(hash(), 16));
    }

    private PeSummary pe() {
        List<PeSummary.Section> sections = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            sections.add(new PeSummary.Section(text(), random.nextInt(1 << 20), random.nextInt(1 << 20)));
        }
        return new PeSummary(
                text(),
                random.nextBoolean() ? -1 : random.nextLong(1L << 32),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                sections,
                random.nextBoolean() ? null : HexFormat.of().formatHex(hash()),
                random.nextBoolean() ? null : signature());
    }

    private CodeSignature signature() {
        return new CodeSignature(
                random.nextBoolean(),
                text(),
                text(),
                flag(),
                flag(),
                random.nextBoolean() ? null : "digest_mismatch",
                random.nextBoolean() ? -1 : random.nextLong(1L << 32),
                text(),
                random.nextBoolean());
    }

    private Boolean flag() {
        return random.nextBoolean() ? null : random.nextBoolean();
    }

    private Endpoints endpoints() {
        return new Endpoints(
                address(),
                random.nextInt(65_537) - 1,
                text(),
                text(),
                address(),
                random.nextInt(65_537) - 1,
                text(),
                text(),
                text(),
                random.nextInt(4_097) - 1,
                maybe(LeasedHost.of(id(), text())),
                maybe(LeasedHost.of(id(), text())));
    }

    private SmbContext smb() {
        return new SmbContext(
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                random.nextBoolean(),
                LOGONS[random.nextInt(LOGONS.length)],
                random.nextBoolean());
    }

    private IpAddress address() {
        return random.nextBoolean()
                ? IpAddress.ofIpv4(random.nextInt())
                : new IpAddress(random.nextLong(), random.nextLong());
    }

    private long time() {
        return random.nextLong(9_000_000_000_000_000_000L);
    }

    private String id() {
        return Long.toHexString(random.nextLong());
    }

    private byte[] hash() {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        return hash;
    }

    private String path() {
        return "Windows\\" + TEXTS[random.nextInt(TEXTS.length)] + ".exe";
    }

    private String text() {
        return maybe(TEXTS[random.nextInt(TEXTS.length)]);
    }

    private <T> T maybe(T value) {
        return random.nextBoolean() ? null : value;
    }
}
