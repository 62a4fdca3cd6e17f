package io.sharetap.fleet;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;

/** One instance of the fleet: instances with the same name share its parts. */
final class FleetApp implements AutoCloseable {
    private static final long TOLERANCE_NANOS = 2_000_000_000L;
    /** For brokers that answer: to commit what was judged, and to close the stores. */
    private static final long CLOSE_NANOS = 30_000_000_000L;
    /** After so long without an end, the brokers are asked whether they are there. */
    private static final Duration CLOSE_STEP = Duration.ofSeconds(2);

    private static final int ASK_MILLIS = 2_000;

    private final Admin admin;
    private final Consumer<String> messages;
    private final BrokerEnds ends;
    private final KafkaStreams streams;
    private final FleetCounts counts = new FleetCounts();
    private final LocalHistories local;
    private final FleetLookup lookup;

    /**
     * The parameters of an instance.
     *
     * @param client settings of Kafka's clients, with the brokers' addresses, and with {@code application.server}:
     *     where the other instances reach this one's HTTP
     * @param name of the fleet: its consumer group, and the prefix of its topics
     * @param writes topic to which sensors publish
     * @param partitions of that topic, if it is to be created
     * @param token required over HTTP, the same for all instances; null: none
     */
    record Start(
            Properties client,
            String name,
            String writes,
            int partitions,
            Path state,
            int threads,
            int standbys,
            Duration lateness,
            BaselineSettings baseline,
            DetectorSettings detector,
            String token) {
        TopicNames topics() {
            return new TopicNames(writes, name);
        }
    }

    /** Creates or checks the topics and makes the instance. */
    FleetApp(Start start, Consumer<String> messages)
            throws FleetTopics.WrongTopic, ExecutionException, InterruptedException {
        this.messages = messages;
        admin = Admin.create(start.client());
        BrokerEnds asked = null;
        int parts;
        try {
            parts = new FleetTopics(admin, start.topics()).ensure(start.partitions());
            asked = new BrokerEnds(admin, start.name(), start.topics(), parts, messages);
            FleetSettings settings = new FleetSettings(
                    start.baseline(),
                    start.detector(),
                    start.lateness().toNanos(),
                    TOLERANCE_NANOS,
                    new Parts(parts),
                    true);
            streams = new KafkaStreams(FleetTopology.of(settings, start.topics(), asked, counts), properties(start));
        } catch (FleetTopics.WrongTopic | ExecutionException | InterruptedException | RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
        ends = asked;
        local = new LocalHistories(streams, start.baseline());
        String server = start.client().getProperty(StreamsConfig.APPLICATION_SERVER_CONFIG);
        lookup = new FleetLookup(
                streams,
                local,
                new Parts(parts),
                server == null ? null : HostInfo.buildFromEndpoint(server),
                start.token());
        streams.setUncaughtExceptionHandler(fault -> {
            counts.fault();
            messages.accept("a thread ended: " + fault + "; another takes its place");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    }

    private static Properties properties(Start start) {
        Properties all = new Properties();
        Map.of(
                        // A commit ends with a record in each partition that was written to: ten a second cost more
                        // than the events.
                        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                        "500",
                        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                        "67108864",
                        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                        "10000",
                        StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                        "lz4",
                        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                        "50",
                        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                        "65536")
                .forEach(all::setProperty);
        start.client()
                .stringPropertyNames()
                .forEach(name -> all.setProperty(name, start.client().getProperty(name)));
        all.setProperty(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class.getName());
        all.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, start.name());
        all.setProperty(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.setProperty(StreamsConfig.STATE_DIR_CONFIG, start.state().toString());
        all.setProperty(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(start.threads()));
        all.setProperty(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, Integer.toString(start.standbys()));
        all.setProperty(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return all;
    }

    void start() {
        ends.start();
        streams.start();
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    FleetCounts counts() {
        return counts;
    }

    /** What the parts on this instance know. */
    LocalHistories local() {
        return local;
    }

    /** What the whole fleet knows. */
    FleetLookup lookup() {
        return lookup;
    }

    /** Records of each partition that have not been judged yet; empty: not known. */
    Map<TopicPartition, Long> lag() {
        return ends.lag();
    }

    /**
     * Ends the instance. Where no broker answers it waits a few seconds only: nothing can be committed, and Kafka
     * Streams would wait for that as long as it may. Nothing is lost: the next start judges again what was not
     * committed.
     */
    @Override
    public void close() {
        long begin = System.nanoTime();
        while (!streams.close(CLOSE_STEP) && System.nanoTime() - begin < CLOSE_NANOS) {
            if (!isAnyBrokerThere()) {
                messages.accept("no broker answers: what was judged last is not committed, and is judged again at the"
                        + " next start");
                break;
            }
        }
        ends.close();
        admin.close(Duration.ofSeconds(1));
    }

    private boolean isAnyBrokerThere() {
        try {
            return !admin.describeCluster(new DescribeClusterOptions().timeoutMs(ASK_MILLIS))
                    .nodes()
                    .get()
                    .isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
