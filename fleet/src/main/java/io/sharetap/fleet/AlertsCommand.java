package io.sharetap.fleet;

import io.sharetap.cli.StopSignal;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Prints the fleet's alerts and the records that follow them, from the first that Kafka keeps, as a sensor prints its
 * own.
 */
@Command(
        name = "sharetap fleet alerts",
        description = "Prints the fleet's alerts, their updates, and executions of written files.",
        footer = {"", "Exit: 0 done; 1 the brokers do not answer; 2 wrong usage, no fleet of this name."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AlertsCommand implements Callable<Integer> {
    @Mixin
    private Fleet.Brokers brokers;

    /** The form of the output. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text: cards and lines for people (default); json: the records as they are, one per line.")
    private Format format;

    @Option(names = "--follow", description = "also print the alerts to come, until stopped")
    private boolean follow;

    @Override
    public Integer call() throws IOException {
        Properties settings = brokers.properties();
        settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // Reading must not create the topic, with other settings than the fleet's.
        settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        StopSignal stop = new StopSignal();
        stop.listen();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            stop.onStop(consumer::wakeup);
            return print(consumer);
        } catch (WakeupException e) {
            return 0; // stopped before there was anything to print
        } catch (KafkaException e) {
            Fleet.say(brokers.cannotBeAsked(e));
            return Fleet.FAILED;
        }
    }

    private int print(KafkaConsumer<String, String> consumer) {
        String topic = new TopicNames("", brokers.name()).alerts();
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            Fleet.say("there is no topic " + topic + ": no fleet of this name has run");
            return Fleet.WRONG;
        }
        List<TopicPartition> all = partitions.stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        StandardOutput output = new StandardOutput();
        PrintStream out = output.stream();
        Consumer<String> shown = format == Format.JSON ? out::println : new AlertCards(out);
        try {
            while (!out.checkError() && (follow || isBehind(consumer, all))) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
                    shown.accept(each.value());
                }
            }
        } catch (WakeupException e) {
            out.flush(); // stopped: what was fetched is still printed
        }
        return output.exitCode();
    }

    private static boolean isBehind(KafkaConsumer<String, String> consumer, List<TopicPartition> all) {
        return consumer.endOffsets(all).entrySet().stream()
                .anyMatch(each -> consumer.position(each.getKey()) < each.getValue());
    }
}
