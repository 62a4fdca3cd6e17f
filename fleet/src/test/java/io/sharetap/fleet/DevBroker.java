package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Is a real broker of one node (KRaft), a child process of the test, from Kafka's own jar. */
final class DevBroker implements AutoCloseable {
    private final Path folder;
    private final int port = freePort();
    private Process process;

    DevBroker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        int controller = freePort();
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                log.dirs=%3$s/log
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
        assertTrue(format.waitFor() == 0, said("format.txt"));
        start();
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
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

    Properties client() {
        Properties settings = new Properties();
        settings.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        return settings;
    }

    /** Starts it, and waits until it answers. */
    void start() throws IOException, InterruptedException {
        process = run(
                "broker.txt", "kafka.Kafka", folder.resolve("server.properties").toString());
        try (Admin admin = Admin.create(client())) {
            boolean up = false;
            while (!up) {
                assertTrue(process.isAlive(), said("broker.txt"));
                up = answers(admin);
            }
        }
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            admin.listTopics().names().get(5, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
