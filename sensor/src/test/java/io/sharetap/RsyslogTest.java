package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharetap.cli.ProgramRun;
import io.sharetap.config.DeliverySettings;
import io.sharetap.config.MadeTargets;
import io.sharetap.output.deliver.Deliveries;
import io.sharetap.output.deliver.Delivery;
import io.sharetap.output.deliver.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's rsyslog over UDP, TCP and TLS: what it writes is what was sent, also where it dies and comes back. */
@Timeout(120)
class RsyslogTest {
    @TempDir
    private Path folder;

    private Process rsyslog;
    private int port;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void needs() throws InterruptedException {
        Needs.program("rsyslogd", "-v");
        Needs.program("openssl", "version");
        port = FreePort.any();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (rsyslog != null) {
            rsyslog.destroy();
            rsyslog.waitFor();
        }
    }

    private Path received() {
        return folder.resolve("received");
    }

    private void start(String modules) throws IOException, InterruptedException {
        Path settings = folder.resolve("rsyslog.conf");
        Files.writeString(settings, """
                global(workDirectory="%1$s" maxMessageSize="64k")
                template(name="parts" type="string"
                    string="%%pri%%\\t%%app-name%%\\t%%msgid%%\\t%%structured-data%%\\t%%msg%%\\n")
                %2$s
                action(type="omfile" file="%1$s/received" template="parts" asyncWriting="off" flushOnTXEnd="on")
                """.formatted(folder, modules));
        rsyslog = new ProcessBuilder(
                        "rsyslogd",
                        "-n",
                        "-f",
                        settings.toString(),
                        "-i",
                        folder.resolve("pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        Path pid = folder.resolve("pid");
        while (!Files.exists(pid)) {
            assertTrue(rsyslog.isAlive(), () -> textOf(folder.resolve("said")));
            Thread.sleep(10);
        }
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String tcp() {
        return "module(load=\"imtcp\") input(type=\"imtcp\" port=\"" + port + "\" address=\"127.0.0.1\")";
    }

    private void kill() throws InterruptedException, IOException {
        rsyslog.destroyForcibly();
        rsyslog.waitFor();
        Files.deleteIfExists(folder.resolve("pid"));
    }

    /** The lines that rsyslog wrote, when there are so many at least. */
    private List<String> lines(int least) throws IOException, InterruptedException {
        List<String> lines = List.of();
        while (lines.size() < least) {
            Thread.sleep(10);
            lines = whole();
        }
        return lines;
    }

    /** It writes a long line in parts. */
    private List<String> whole() throws IOException {
        String text = Files.exists(received()) ? Files.readString(received()) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static List<String> replay(String output, String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay", "--output", output));
        arguments.addAll(List.of(more));
        arguments.add("../pcaps/lateral-movement/capture.pcapng");
        ProgramRun run = ProgramRun.of(arguments.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.toString());
        return ProgramRun.of("replay", "--format", "json", "../pcaps/lateral-movement/capture.pcapng")
                .out()
                .lines()
                .toList();
    }

    private static void assertSame(List<String> records, List<String> lines) throws IOException {
        assertEquals(
                records, lines.stream().map(line -> line.split("\t")[4].strip()).toList());
        for (int i = 0; i < records.size(); i++) {
            String[] parts = lines.get(i).split("\t");
            var record = new ObjectMapper().readTree(records.get(i));
            assertEquals("sharetap", parts[1]);
            assertEquals(record.at("/event/action").asText(), parts[2]);
            assertTrue(parts[3].contains(" event.id=\"" + record.at("/event/id").asText() + "\""), parts[3]);
        }
    }

    @Test
    void takesARunByUdp() throws IOException, InterruptedException {
        start("module(load=\"imudp\") input(type=\"imudp\" port=\"" + port + "\" address=\"127.0.0.1\")");
        while (!Files.readString(Path.of("/proc/net/udp")).contains(":%04X 00000000:0000".formatted(port))) {
            Thread.sleep(10); // what comes before that is lost
        }
        List<String> records = replay("syslog+udp://127.0.0.1:" + port + "#bytes-max=60000");
        assertSame(records, lines(records.size()));
    }

    @Test
    void takesARunByTcp() throws IOException, InterruptedException {
        start(tcp());
        List<String> records = replay("syslog+tcp://127.0.0.1:" + port + "#bytes-max=60000");
        assertSame(records, lines(records.size()));
    }

    @Test
    void takesARunByTlsFromWhoTrustsItsCa() throws IOException, InterruptedException {
        certificates();
        start("""
                global(defaultNetstreamDriverCAFile="%1$s/ca.pem" defaultNetstreamDriverCertFile="%1$s/server.pem"
                    defaultNetstreamDriverKeyFile="%1$s/server.key")
                module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
                input(type="imtcp" port="%2$d" address="127.0.0.1")
                """.formatted(folder, port));
        List<String> records =
                replay("syslog+tls://localhost:" + port + "#bytes-max=60000,ca=" + folder.resolve("ca.pem"));
        assertSame(records, lines(records.size()));
        ProgramRun stranger = ProgramRun.of(
                "replay",
                "--set",
                "delivery.wait=5s",
                "--set",
                "spill=" + folder.resolve("spill"),
                "--output",
                "syslog+tls://localhost:" + port,
                "../pcaps/lateral-movement/capture.pcapng");
        assertEquals(1, stranger.exitCode());
        assertTrue(stranger.err().contains("certification path"), stranger.err());
        assertEquals(records.size(), whole().size());
    }

    private void certificates() throws IOException, InterruptedException {
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=test-ca -days 2"
                + " -keyout ca.key -out ca.pem");
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost"
                + " -keyout server.key -out server.csr");
        Files.writeString(folder.resolve("san"), "subjectAltName=DNS:localhost\n");
        openssl("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san"
                + " -out server.pem");
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
    }

    private Delivery delivery(String output) {
        DeliverySettings settings = new DeliverySettings(256 << 10, 64 << 20, 20_000_000_000L);
        Deliveries deliveries = new Deliveries(settings, folder.resolve("spill"), false, Map.of(), said::add);
        Delivery delivery = deliveries.to(MadeTargets.one(output));
        delivery.start();
        return delivery;
    }

    private static void offer(Delivery delivery, int from, int to) {
        for (int i = from; i < to; i++) {
            String text = "<134>1 2026-11-28T20:00:00Z h sharetap 1 m [x@32473 n=\"" + i + "\"] record " + i;
            delivery.offer(Message.of(Message.Kind.EVENT, text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Numbers in the order of their first coming; some come twice. */
    private List<Integer> numbers() throws IOException {
        Set<Integer> numbers = new LinkedHashSet<>();
        whole().stream()
                .filter(line -> line.contains("record "))
                .forEach(line -> numbers.add(Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        return List.copyOf(numbers);
    }

    @Test
    void missesNothingWhereItIsDeadAtTheStartAndKilledInBetween() throws IOException, InterruptedException {
        Delivery delivery = delivery("syslog+tcp://127.0.0.1:" + port);
        offer(delivery, 0, 500);
        while (delivery.counts().up()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        start(tcp());
        lines(500);
        offer(delivery, 500, 1_000);
        lines(501);
        kill();
        offer(delivery, 1_000, 1_500);
        while (delivery.counts().up()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        start(tcp());
        while (numbers().size() < 1_500) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        delivery.close();
        List<Integer> numbers = numbers();
        assertEquals(numbers.stream().sorted().toList(), numbers);
        assertEquals(0, delivery.counts().lostInAll());
        assertEquals(0, delivery.counts().spilledRecords());
    }
}
