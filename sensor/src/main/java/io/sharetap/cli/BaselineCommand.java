package io.sharetap.cli;

import io.sharetap.baseline.BaselineCare;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.baseline.DamagedException;
import io.sharetap.baseline.DiskFullException;
import io.sharetap.config.SensorConfig;
import io.sharetap.config.WrongSetting;
import io.sharetap.event.IpAddress;
import io.sharetap.event.LeasedHost;
import io.sharetap.notice.FailureReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Maintains a stored baseline: each subcommand opens the folder, which no sensor may use meanwhile. */
@Command(name = "baseline", description = "Looks after a stored baseline.", mixinStandardHelpOptions = true)
final class BaselineCommand {
    private static final String LEASE = "lease:";

    private static final String STANDARD_INPUT = "-";
    private static final int SHA256_BYTES = 32;

    private final Surroundings surroundings;

    BaselineCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(
            name = "show",
            description = "Shows how many days it has observed and what is usual.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "DIR", description = "Folder of the baseline.") Path folder,
            @Option(names = "--executable", paramLabel = "SHA256", description = "Only this executable.")
                    String executable,
            @Option(names = "--host", paramLabel = "ADDRESS", description = "Only this host; also lease:ID.")
                    String host,
            @Option(
                            names = "--top",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Lines per list (default: 10).")
                    int top)
            throws IOException {
        byte[] sha256 = executable == null ? null : sha256(executable);
        IpAddress address = host == null ? null : address(host);
        if (top < 0) {
            throw new WrongSetting("--top is " + top + ": it cannot be below 0");
        }
        try (ChronicleBaseline baseline = openSound(folder)) {
            BaselineText text = new BaselineText(baseline);
            String shown = sha256 != null
                    ? text.executable(sha256)
                    : address != null ? text.destination(address) : text.overview(top);
            PrintStream out = output();
            out.print(shown);
            return written(out, "what is shown could not be written to its end");
        }
    }

    @Command(
            name = "export",
            description = "Writes the whole baseline to standard output, as JSON lines.",
            mixinStandardHelpOptions = true)
    int export(@Parameters(paramLabel = "DIR", description = "Folder of the baseline.") Path folder)
            throws IOException {
        try (ChronicleBaseline baseline = openSound(folder)) {
            PrintStream out = output();
            baseline.care().exportTo(line -> out.append(line).append('\n'));
            return written(out, "the export could not be written to its end");
        }
    }

    @Command(
            name = "import",
            description = "Merges an export into the baseline, which is created if there is none.",
            mixinStandardHelpOptions = true)
    int take(
            @Parameters(paramLabel = "DIR", description = "Folder of the baseline.") Path folder,
            @Parameters(paramLabel = "FILE", description = "An export, or - for standard input.") Path file)
            throws IOException {
        boolean piped = file.toString().equals(STANDARD_INPUT);
        if (!piped && !Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        AtomicLong refused = new AtomicLong();
        try (BufferedReader lines = piped
                        ? new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8))
                        : Files.newBufferedReader(file);
                ChronicleBaseline baseline = open(folder)) {
            long taken = importFrom(file, lines, baseline, refused);
            surroundings.say(taken == 1 ? "1 entry taken" : taken + " entries taken");
            return refused.get() == 0 && hasRoom(baseline) ? Sharetap.DONE : Sharetap.DAMAGED;
        }
    }

    private long importFrom(Path file, BufferedReader lines, ChronicleBaseline baseline, AtomicLong refused)
            throws IOException {
        try {
            return baseline.care().importFrom(lines, fault -> {
                refused.incrementAndGet();
                surroundings.say(file + ": " + fault);
            });
        } catch (IOException e) {
            throw new IOException(file + ": " + FailureReason.of(e), e);
        }
    }

    @Command(name = "merge", description = "Merges another baseline into this one.", mixinStandardHelpOptions = true)
    int merge(
            @Parameters(paramLabel = "DIR", description = "Folder of the baseline that grows.") Path folder,
            @Parameters(paramLabel = "OTHER", description = "Folder of the baseline that stays as it is.") Path other)
            throws IOException {
        if (Files.exists(folder) && Files.exists(other) && Files.isSameFile(folder, other)) {
            throw new WrongSetting("merge: " + folder + " and " + other + " are the same folder");
        }
        try (ChronicleBaseline from = openSound(other);
                ChronicleBaseline into = open(folder)) {
            into.care().mergeFrom(from.care());
            return hasRoom(into) ? Sharetap.DONE : Sharetap.DAMAGED;
        }
    }

    @Command(
            name = "forget",
            description = "Removes what an investigation found to be an intrusion.",
            mixinStandardHelpOptions = true)
    int forget(
            @Parameters(paramLabel = "DIR", description = "Folder of the baseline.") Path folder,
            @Option(names = "--executable", paramLabel = "SHA256", description = "An executable.") String executable,
            @Option(names = "--host", paramLabel = "ADDRESS", description = "A host, as client and destination.")
                    String host,
            @Option(names = "--from", paramLabel = "DAY", description = "Everything of this UTC day (2024-05-06).")
                    String from,
            @Option(
                            names = "--to",
                            paramLabel = "DAY",
                            description = "Everything of the days from --from up to this one.")
                    String to)
            throws IOException {
        if (executable == null && host == null && from == null) {
            throw new WrongSetting("say what to forget: --executable, --host or --from");
        }
        byte[] sha256 = executable == null ? null : sha256(executable);
        IpAddress address = host == null ? null : address(host);
        if (from == null && to != null) {
            throw new WrongSetting("--to needs --from");
        }
        long firstDay = from == null ? 0 : day(from);
        long lastDay = to == null ? firstDay : day(to);
        if (lastDay < firstDay) {
            throw new WrongSetting("--to " + to + " is before --from " + from);
        }
        try (ChronicleBaseline baseline = openSound(folder)) {
            BaselineCare care = baseline.care();
            long changed = sha256 == null ? 0 : care.forgetExecutable(sha256);
            changed += address == null ? 0 : care.forgetHost(address);
            changed += from == null ? 0 : care.forgetDays(firstDay, lastDay);
            surroundings.say(changed == 1 ? "1 entry changed" : changed + " entries changed");
            return Sharetap.DONE;
        }
    }

    @Command(
            name = "accept",
            description = "Accepts legitimate executables that raised a high alert: they may become common.",
            mixinStandardHelpOptions = true)
    int accept(
            @Parameters(paramLabel = "DIR", description = "Folder of the baseline.") Path folder,
            @Parameters(paramLabel = "SHA256", arity = "1..*", description = "The executables.")
                    List<String> executables)
            throws IOException {
        List<byte[]> hashes = executables.stream().map(BaselineCommand::sha256).toList();
        try (ChronicleBaseline baseline = openSound(folder)) {
            for (byte[] hash : hashes) {
                boolean held = baseline.care().accept(hash);
                surroundings.say(HexFormat.of().formatHex(hash) + (held ? ": accepted" : ": raised no high alert"));
            }
            return Sharetap.DONE;
        }
    }

    /**
     * Opens a baseline that exists. A command that only looks at it neither begins one nor sets a damaged one aside.
     */
    private ChronicleBaseline openSound(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        return opened(() -> BaselineCare.openSound(folder, settings(), surroundings::say));
    }

    private ChronicleBaseline open(Path folder) throws IOException {
        return opened(() -> BaselineCare.openStored(folder, settings(), surroundings::say));
    }

    /** Opens a baseline. */
    private interface Opening {
        ChronicleBaseline open() throws IOException;
    }

    private static ChronicleBaseline opened(Opening opening) throws IOException {
        try {
            return opening.open();
        } catch (DamagedException | DiskFullException e) {
            throw e;
        } catch (IOException e) {
            throw new WrongSetting(FailureReason.of(e));
        }
    }

    private BaselineSettings settings() {
        return SensorConfig.of(List.of(), surroundings.environment(), null).history();
    }

    /** Returns false where the disk became full, so that old entries were dropped for new ones; that was reported. */
    private static boolean hasRoom(ChronicleBaseline baseline) {
        return !baseline.status().diskFull();
    }

    private int written(PrintStream out, String otherwise) {
        if (out.checkError()) {
            surroundings.say(otherwise);
            return Sharetap.DAMAGED;
        }
        return Sharetap.DONE;
    }

    private PrintStream output() {
        return new PrintStream(surroundings.out(), false, StandardCharsets.UTF_8);
    }

    private static byte[] sha256(String text) {
        try {
            byte[] hash = HexFormat.of().parseHex(text);
            if (hash.length == SHA256_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // It is reported below.
        }
        throw new WrongSetting("\"" + text + "\" is no SHA-256 of 64 hexadecimal digits");
    }

    /** A host by its address, or by its lease as records name it: {@code lease:00-00-5E-00-53-23}. */
    private static IpAddress address(String text) {
        if (text.startsWith(LEASE)) {
            return LeasedHost.of(text.substring(LEASE.length()), null).identity();
        }
        IpAddress address = IpAddress.parse(text);
        if (address == null) {
            throw new WrongSetting("\"" + text + "\" is no IP address, and no lease:ID");
        }
        return address;
    }

    private static long day(String text) {
        try {
            return LocalDate.parse(text).toEpochDay();
        } catch (DateTimeException e) {
            throw new WrongSetting("\"" + text + "\" is no day such as 2024-05-06");
        }
    }
}
