package io.sharetap.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.Needs;
import io.sharetap.event.IpAddress;
import io.sharetap.event.LeasedHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real DHCP servers in a network namespace hand their only address to one real client and then to another: their lease
 * tables say so.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DhcpServersTest {
    private static final IpAddress ADDRESS = IpAddress.parse("10.77.0.10");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final String DHCPD_SETTINGS = """
            default-lease-time 120; max-lease-time 120; authoritative; ping-check false;
            subnet 10.77.0.0 netmask 255.255.255.0 { range 10.77.0.10 10.77.0.10; }
            """;
    private static final String KEA_SETTINGS = """
            {"Dhcp4": {
              "interfaces-config": {"interfaces": ["server"], "dhcp-socket-type": "raw"},
              "lease-database": {"type": "memfile", "persist": true, "name": "%s", "lfc-interval": 0},
              "valid-lifetime": 120,
              "subnet4": [{"id": 1, "subnet": "10.77.0.0/24", "pools": [{"pool": "10.77.0.10 - 10.77.0.10"}]}]
            }}
            """;

    /** What a client does with what it got. Its address stays when it gives it back: that message is sent from it. */
    private static final String CLIENT_SCRIPT = """
            #!/bin/sh
            [ "$1" = bound ] || exit 0
            ip addr flush dev "$interface"
            ip addr add "$ip/24" dev "$interface"
            """;

    private enum Server {
        DNSMASQ("dnsmasq", false, true),
        DHCPD("dhcpd", true, true),
        KEA("kea-dhcp4", true, false);

        private final String program;
        /** Its table alone tells of leases that are over. */
        private final boolean remembers;
        /** Its table tells when an address was given back. */
        private final boolean announcesRelease;

        Server(String program, boolean remembers, boolean announcesRelease) {
            this.program = program;
            this.remembers = remembers;
            this.announcesRelease = announcesRelease;
        }
    }

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final String serverSide = "sharetap-s" + ProcessHandle.current().pid();
    private final String clientSide = "sharetap-c" + ProcessHandle.current().pid();
    private Path leases;
    private LeaseTable known = LeaseTable.EMPTY;

    @BeforeEach
    void connect() throws Exception {
        if (run("ip", "netns", "add", serverSide) != 0) {
            Needs.lacking("network namespaces need root and ip");
        }
        must("ip", "netns", "add", clientSide);
        must("ip", "link", "add", "server", "netns", serverSide, "type", "veth", "peer", "client", "netns", clientSide);
        must("ip", "-n", serverSide, "addr", "add", "10.77.0.1/24", "dev", "server");
        must("ip", "-n", serverSide, "link", "set", "server", "up");
        must("ip", "-n", clientSide, "link", "set", "client", "up"); // Kea wants to see a carrier
    }

    @AfterEach
    void disconnect() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly();
            process.waitFor();
        }
        run("ip", "netns", "del", clientSide);
        run("ip", "netns", "del", serverSide);
    }

    private int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private void must(String... command) throws Exception {
        assertEquals(0, run(command), () -> String.join(" ", command) + ": " + text("said"));
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Process start(String namespace, String log, List<String> command) throws IOException {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        inside.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(inside)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment().put("KEA_PIDFILE_DIR", folder.toString());
        builder.environment().put("KEA_LOCKFILE_DIR", folder.toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** A copy is run: where AppArmor lets a server reach its own folders alone, it goes by the program's path. */
    private String copyOf(String program) throws IOException {
        for (String place : List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")) {
            Path installed = Path.of(place, program);
            if (Files.isExecutable(installed)) {
                return Files.copy(installed, folder.resolve(program), StandardCopyOption.COPY_ATTRIBUTES)
                        .toString();
            }
        }
        Needs.lacking(program + " is not installed");
        throw new IllegalStateException(program);
    }

    private void serve(Server server) throws IOException {
        String program = copyOf(server.program);
        leases = folder.resolve("leases");
        Path settings = folder.resolve("settings");
        List<String> command =
                switch (server) {
                    case DNSMASQ ->
                        List.of(
                                program,
                                "--keep-in-foreground",
                                "--conf-file=/dev/null",
                                "--port=0",
                                "--user=root",
                                "--pid-file=",
                                "--log-facility=-",
                                "--interface=server",
                                "--bind-interfaces",
                                "--no-ping",
                                "--dhcp-authoritative",
                                "--dhcp-range=10.77.0.10,10.77.0.10,2m",
                                "--dhcp-leasefile=" + leases);
                    case DHCPD -> {
                        Files.writeString(settings, DHCPD_SETTINGS);
                        Files.createFile(leases);
                        yield List.of(
                                program,
                                "-4",
                                "-f",
                                "-cf",
                                settings.toString(),
                                "-lf",
                                leases.toString(),
                                "-pf",
                                folder.resolve("pid").toString(),
                                "server");
                    }
                    case KEA -> {
                        Files.writeString(settings, KEA_SETTINGS.formatted(leases));
                        yield List.of(program, "-c", settings.toString());
                    }
                };
        start(serverSide, "server.log", command);
    }

    private Process ask(String hardware, String name) throws Exception {
        must("ip", "-n", clientSide, "link", "set", "client", "down");
        must("ip", "-n", clientSide, "link", "set", "client", "address", hardware);
        must("ip", "-n", clientSide, "link", "set", "client", "up");
        Path script = folder.resolve("client.sh");
        if (!Files.exists(script)) {
            Files.writeString(script, CLIENT_SCRIPT);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        List<String> command = List.of(
                "udhcpc",
                "-i",
                "client",
                "-f",
                "-R",
                "-t",
                "30",
                "-T",
                "1",
                "-x",
                "hostname:" + name,
                "-s",
                script + "");
        return start(clientSide, name + ".log", command);
    }

    private LeaseTable table() throws IOException {
        return Files.exists(leases)
                ? LeaseTable.parse(Files.readString(leases, StandardCharsets.ISO_8859_1))
                : LeaseTable.EMPTY;
    }

    private static long nowNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static String hostAt(LeaseTable table, long nanos) {
        LeasedHost host = table.hostAt(ADDRESS, nanos);
        return host == null ? "nobody" : host.id() + " " + host.name();
    }

    /** Reads again and again, as the sensor does, until the table says who has the address now; gives when. */
    private long await(String holder) throws Exception {
        Instant until = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(until)) {
            LeaseTable read = table();
            assertEquals(0, read.refusedLines(), () -> text("leases"));
            long now = nowNanos();
            if (hostAt(read, now).equals(holder)) {
                known = known.followedBy(read, now);
                return now;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(
                holder + " does not have the address: " + text("leases") + text("server.log") + text("said") + logs());
    }

    private String logs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Predicate<Path> ofClient = file -> file.toString().endsWith(".log");
            return files.filter(ofClient)
                    .map(file -> text(file.getFileName().toString()))
                    .toList()
                    .toString();
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void theTableSaysWhoHadTheAddressWhen(Server server) throws Exception {
        if (run("udhcpc", "--help") < 0) {
            Needs.lacking("udhcpc is not installed");
        }
        serve(server);
        Process first = ask("52:54:00:00:00:17", "pc17");
        long ofFirst = await("52-54-00-00-00-17 pc17");
        Thread.sleep(1_100); // tables tell whole seconds
        first.destroy(); // it gives its address back
        assertTrue(first.waitFor(20, TimeUnit.SECONDS));
        long ofNobody = server.announcesRelease ? await("nobody") : nowNanos();
        Thread.sleep(1_100);
        ask("52:54:00:00:00:18", "pc18");
        long ofSecond = await("52-54-00-00-00-18 pc18");

        assertEquals("52-54-00-00-00-17 pc17", hostAt(known, ofFirst), () -> text("leases"));
        assertEquals("52-54-00-00-00-18 pc18", hostAt(known, ofSecond));
        assertNotEquals("52-54-00-00-00-18 pc18", hostAt(known, ofNobody));
        if (server.remembers) {
            assertEquals("52-54-00-00-00-17 pc17", hostAt(table(), ofFirst), () -> text("leases"));
            assertEquals("52-54-00-00-00-18 pc18", hostAt(table(), ofSecond), () -> text("leases"));
        }
        if (server.remembers && server.announcesRelease) {
            assertEquals("nobody", hostAt(table(), ofNobody), () -> text("leases"));
        }
    }
}
