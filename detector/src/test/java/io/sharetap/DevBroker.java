package io.sharetap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Is a real Kafka broker of one node (KRaft), a child process of a test, from the broker's own jar, which the module's
 * test class path must hold.
 */
public final class DevBroker implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1_000;
    private static final long TRY_MILLIS = 50;

    private final Path folder;
    private final int port = FreePort.any();
    private Process process;

    /** Its log will lie in that folder; it does not run yet. */
    public DevBroker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        int controller = FreePort.any();
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                log.dirs=%3$s/log
                num.partitions=3
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                group.initial.rebalance.delay.ms=500
                """.formatted(port, controller, folder));
        String settings = folder.resolve("server.properties").toString();
        Process format =
                run("format.txt", "kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", settings);
        if (format.waitFor() != 0) {
            throw new IllegalStateException(said("format.txt"));
        }
    }

    /** The same, running. */
    public static DevBroker started(Path folder) throws IOException, InterruptedException {
        DevBroker broker = new DevBroker(folder);
        broker.start();
        return broker;
    }

    private Process run(String output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output).toFile())
                .start();
    }

    private String said(String output) throws IOException {
        return Files.readString(folder.resolve(output), StandardCharsets.UTF_8);
    }

    /** HOST:PORT. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** What a client needs. */
    public Properties client() {
        Properties settings = new Properties();
        settings.setProperty("bootstrap.servers", address());
        return settings;
    }

    /** Starts it, and waits until it takes connections: it does when it is ready. */
    public void start() throws IOException, InterruptedException {
        process = run(
                "broker.txt", "kafka.Kafka", folder.resolve("server.properties").toString());
        while (!takesConnections()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(said("broker.txt"));
            }
            Thread.sleep(TRY_MILLIS);
        }
    }

    private boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
