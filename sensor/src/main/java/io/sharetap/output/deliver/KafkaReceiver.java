package io.sharetap.output.deliver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends messages to Kafka with its own client: idempotent, confirmed by all in-sync replicas, in order for each key, as
 * a key has one partition.
 */
final class KafkaReceiver implements Receiver {
    /** The version of the records that {@code docs/formats/event.schema.json} describes. */
    private static final byte[] SCHEMA_VERSION = "1".getBytes(StandardCharsets.UTF_8);

    private static final Duration CLOSE = Duration.ofSeconds(5);
    /** Shorter than a run waits for its receivers at its end ({@code delivery.wait}), so that the reason is said. */
    private static final String MAX_BLOCK_MILLIS = "5000";

    private static final Pattern MISSING_TOPIC = Pattern.compile("Topic (\\S+) not present in metadata");

    private final SettingsSource settings;
    private final String alertsTopic;
    private final String writesTopic;
    private volatile KafkaProducer<byte[], byte[]> producer;

    /** Gives the client's settings, read again whenever a new client is made. */
    interface SettingsSource {
        Properties read() throws IOException;
    }

    KafkaReceiver(SettingsSource settings, String alertsTopic, String writesTopic) {
        this.settings = settings;
        this.alertsTopic = alertsTopic;
        this.writesTopic = writesTopic;
    }

    @Override
    public void deliver(List<Message> messages, Progress progress) throws IOException {
        try {
            if (producer == null) {
                producer = connected();
            }
            int next = 0;
            while (next < messages.size()) {
                List<Future<RecordMetadata>> sent = new ArrayList<>(messages.size());
                boolean waited = false;
                while (next < messages.size() && !waited) {
                    Future<RecordMetadata> one = producer.send(recordOf(messages.get(next++)));
                    sent.add(one);
                    waited = one.isDone(); // it failed, usually after a long wait: the others would, too
                }
                for (Future<RecordMetadata> each : sent) {
                    await(each, progress);
                }
            }
        } catch (KafkaException | IllegalStateException e) {
            throw failed(e);
        }
    }

    private ProducerRecord<byte[], byte[]> recordOf(Message message) {
        String topic = message.kind() == Message.Kind.ALERT ? alertsTopic : writesTopic;
        byte[] key = message.key().length == 0 ? null : message.key();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, message.body());
        record.headers().add("sharetap-schema-version", SCHEMA_VERSION);
        return record;
    }

    private void await(Future<RecordMetadata> sent, Progress progress) throws IOException {
        try {
            sent.get();
            progress.taken(1);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw failed(e.getCause());
            }
            progress.refused(Loss.TOO_LARGE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
            throw new IOException("given up", e);
        }
    }

    /** Gives the client up, so that the next messages get a new one, and says why. */
    private IOException failed(Throwable fault) {
        String reason = reason(fault, hasConnection());
        abort();
        return new IOException(reason, fault);
    }

    /** Whether a broker is connected. The client's count of connections includes one that it only tries to make. */
    private boolean hasConnection() {
        return isPositive("connection-count") && isPositive("connection-creation-total");
    }

    private boolean isPositive(String metricName) {
        KafkaProducer<byte[], byte[]> present = producer;
        return present != null
                && present.metrics().values().stream()
                        .filter(metric -> metric.metricName().name().equals(metricName))
                        .anyMatch(metric -> metric.metricValue() instanceof Double count && count > 0);
    }

    /**
     * The reason in words. That a topic is "not present in metadata" is said by Kafka's client both where a broker
     * answered that it is not there, which is then the cause, and where no broker answered at all.
     *
     * @param connected whether a broker is connected
     */
    static String reason(Throwable fault, boolean connected) {
        Throwable deepest = fault;
        String topic = null;
        while (true) {
            Matcher missing = MISSING_TOPIC.matcher(String.valueOf(deepest.getMessage()));
            topic = missing.find() ? missing.group(1) : topic;
            if (deepest.getCause() == null) {
                break;
            }
            deepest = deepest.getCause();
        }
        if (deepest instanceof UnknownTopicOrPartitionException) {
            return "there is no topic" + (topic == null ? " of this name" : ' ' + topic)
                    + ", and the brokers do not create it";
        }
        if (deepest instanceof TimeoutException && (topic != null || !connected)) {
            return "no broker answers";
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }

    private KafkaProducer<byte[], byte[]> connected() throws IOException {
        Properties said = settings.read();
        Properties all = new Properties();
        Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG, "sharetap",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip",
                        ProducerConfig.LINGER_MS_CONFIG, "5",
                        ProducerConfig.BUFFER_MEMORY_CONFIG, "8388608",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000")
                .forEach(all::setProperty);
        said.stringPropertyNames().forEach(name -> all.setProperty(name, said.getProperty(name)));
        all.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        all.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void abort() {
        KafkaProducer<byte[], byte[]> present = producer;
        producer = null;
        if (present != null) {
            present.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        KafkaProducer<byte[], byte[]> present = producer;
        producer = null;
        if (present != null) {
            present.close(CLOSE);
        }
    }
}
