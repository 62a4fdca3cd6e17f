package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Is a real broker of one node (KRaft), a child process of the test, from Kafka's own jar. */
final class KafkaBroker implements AutoCloseable {
    private final Path folder;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private Process process;

    KafkaBroker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                log.dirs=%3$s/log
                offsets.topic.replication.factor=1
                num.partitions=3
                """.formatted(port, controllerPort, folder));
        Process format = run(
                "format.txt",
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "MkU3OEVBNTcwNTJENDM2Qg",
                "-c",
                folder.resolve("server.properties").toString());
        assertEquals(0, format.waitFor(), said("format.txt"));
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
                "-Xmx320m",
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

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Starts it, and waits until it answers. */
    void start() throws IOException, InterruptedException {
        process = run(
                "broker.txt", "kafka.Kafka", folder.resolve("server.properties").toString());
        Properties settings = new Properties();
        settings.putAll(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()));
        try (Admin admin = Admin.create(settings)) {
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
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
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
        if (process != null) {
            kill();
        }
    }
}
