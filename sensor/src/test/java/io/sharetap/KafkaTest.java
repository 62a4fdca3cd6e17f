package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharetap.cli.ProgramRun;
import io.sharetap.config.DeliverySettings;
import io.sharetap.config.MadeTargets;
import io.sharetap.output.deliver.Deliveries;
import io.sharetap.output.deliver.Delivery;
import io.sharetap.output.deliver.Loss;
import io.sharetap.output.deliver.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real broker that takes a run, is dead at the start, is killed in between and comes back. */
@Timeout(150)
class KafkaTest {
    private static final String CAPTURE = "../pcaps/lateral-movement/capture.pcapng";
    private static final int PARTITIONS = 3;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void missesNothingWhereTheBrokerIsDeadAtTheStartAndKilledInBetween() throws IOException, InterruptedException {
        try (DevBroker broker = new DevBroker(Files.createDirectory(folder.resolve("broker")))) {
            Delivery delivery = delivery("kafka:" + broker.address() + "/all#client.max.block.ms=2000,"
                    + "client.delivery.timeout.ms=2000,client.request.timeout.ms=1000");
            offer(delivery, 0, 500);
            awaitDown(delivery);
            broker.start();
            awaitTaken(delivery, 500);
            broker.kill();
            offer(delivery, 500, 2_000);
            awaitDown(delivery);
            broker.start();
            awaitTaken(delivery, 2_000);
            delivery.offer(Message.of(Message.Kind.EVENT, new byte[2 << 20]));
            delivery.close();
            assertEquals(Map.of(Loss.TOO_LARGE, 1L), lost(delivery));
            assertTrue(
                    said.get(0).endsWith(": no broker answers; records wait until it takes them again"),
                    said::toString);
            Set<String> numbers = new LinkedHashSet<>();
            read(broker, "all", 2_000).forEach(record -> numbers.add(record.value()));
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                expected.add("{\"n\":" + i + "}");
            }
            assertEquals(expected, List.copyOf(numbers), "one key, one order");
            takesARun(broker);
        }
    }

    @Test
    void namesATopicThatTheBrokerDoesNotCreate() throws IOException, InterruptedException {
        Path settings = Files.createDirectory(folder.resolve("broker"));
        try (DevBroker broker = new DevBroker(settings)) {
            Files.writeString(
                    settings.resolve("server.properties"),
                    "auto.create.topics.enable=false\n",
                    StandardOpenOption.APPEND);
            broker.start();
            Delivery delivery = delivery("kafka:" + broker.address() + "/all#client.max.block.ms=2000");
            offer(delivery, 0, 1);
            awaitDown(delivery);
            delivery.close();
            assertTrue(
                    said.get(0)
                            .endsWith(": there is no topic all, and the brokers do not create it; records wait until it"
                                    + " takes them again"),
                    said::toString);
        }
    }

    private static Map<Loss, Long> lost(Delivery delivery) {
        Map<Loss, Long> lost = new EnumMap<>(Loss.class);
        delivery.counts().lost().forEach((reason, count) -> {
            if (count > 0) {
                lost.put(reason, count);
            }
        });
        return lost;
    }

    private Delivery delivery(String output) {
        DeliverySettings settings = new DeliverySettings(4 << 20, 64 << 20, 20_000_000_000L);
        Deliveries deliveries = new Deliveries(settings, folder.resolve("spill"), false, Map.of(), said::add);
        Delivery delivery = deliveries.to(MadeTargets.one(output));
        delivery.start();
        return delivery;
    }

    private static void offer(Delivery delivery, int from, int to) {
        byte[] key = "10.0.0.1>10.0.0.2".getBytes(StandardCharsets.UTF_8);
        for (int i = from; i < to; i++) {
            byte[] body = ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8);
            delivery.offer(new Message(Message.Kind.EVENT, key, body));
        }
    }

    private static void awaitDown(Delivery delivery) throws InterruptedException {
        while (delivery.counts().up()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void awaitTaken(Delivery delivery, long count) throws InterruptedException {
        while (delivery.counts().taken() < count) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** On the same broker, as one takes its time to start. */
    private static void takesARun(DevBroker broker) throws IOException {
        List<String> expected = ProgramRun.of("replay", "--format", "json", CAPTURE)
                .out()
                .lines()
                .toList();
        ProgramRun run = ProgramRun.of("replay", "--output", "kafka:" + broker.address(), CAPTURE);
        assertEquals(0, run.exitCode(), run.toString());
        List<String> alerts = new ArrayList<>();
        List<String> writes = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : expected) {
            JsonNode record = json.readTree(line);
            boolean alert = record.at("/event/kind").asText().equals("alert")
                    || record.at("/event/action").asText().equals("alert-update");
            (alert ? alerts : writes).add(line);
        }
        assertTrue(!alerts.isEmpty() && !writes.isEmpty(), expected.toString());
        for (ConsumerRecord<String, String> each : assertSame(alerts, read(broker, "sharetap-alerts", alerts.size()))) {
            JsonNode record = json.readTree(each.value());
            String id = record.at("/event/id").asText();
            assertEquals(record.at("/sharetap/alert_id").asText(id), each.key());
        }
        for (ConsumerRecord<String, String> each : assertSame(writes, read(broker, "sharetap-writes", writes.size()))) {
            JsonNode record = json.readTree(each.value());
            assertEquals(record.at("/source/ip").asText(), each.key());
            byte[] version =
                    each.headers().lastHeader("sharetap-schema-version").value();
            assertEquals("1", new String(version, StandardCharsets.UTF_8));
        }
    }

    private static List<ConsumerRecord<String, String>> assertSame(
            List<String> lines, List<ConsumerRecord<String, String>> records) {
        assertEquals(
                lines.stream().sorted().toList(),
                records.stream().map(ConsumerRecord::value).sorted().toList());
        return records;
    }

    /** So many records of a topic at least, and whatever comes with them. */
    private static List<ConsumerRecord<String, String>> read(DevBroker broker, String topic, int least) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address());
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new TopicPartition(topic, i));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertTrue(end >= least, topic + " holds " + end);
            while (records.size() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
