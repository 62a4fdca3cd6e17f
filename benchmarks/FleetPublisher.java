import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes records as sensors do, in the order of a file: FILE BOOTSTRAP TOPIC SENSORS. A client is seen by one of the
 * sensors. Little is buffered, so that no sensor runs ahead of another by more than the lateness.
 */
final class FleetPublisher {
    private FleetPublisher() {}

    public static void main(String[] arguments) throws Exception {
        List<KafkaProducer<String, String>> sensors = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            Properties settings = new Properties();
            settings.setProperty("bootstrap.servers", arguments[1]);
            settings.setProperty("acks", "all");
            settings.setProperty("compression.type", "gzip");
            settings.setProperty("linger.ms", "5");
            settings.setProperty("buffer.memory", "524288");
            settings.setProperty("max.block.ms", "600000");
            settings.setProperty("delivery.timeout.ms", "600000");
            sensors.add(new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()));
        }
        AtomicReference<Exception> fault = new AtomicReference<>();
        try (Stream<String> lines = Files.lines(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
            lines.forEach(line -> {
                int from = line.indexOf("\"source\":{\"ip\":\"") + "\"source\":{\"ip\":\"".length();
                String client = line.contains("\"source\"") ? line.substring(from, line.indexOf('"', from)) : "none";
                sensors.get(Math.floorMod(client.hashCode(), sensors.size()))
                        .send(new ProducerRecord<>(arguments[2], client, line), (sent, failure) -> {
                            if (failure != null) {
                                fault.compareAndSet(null, failure);
                            }
                        });
            });
        }
        sensors.forEach(KafkaProducer::close);
        if (fault.get() != null) {
            throw fault.get();
        }
    }
}
