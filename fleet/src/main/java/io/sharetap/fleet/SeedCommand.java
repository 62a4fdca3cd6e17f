package io.sharetap.fleet;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.DamagedException;
import io.sharetap.baseline.DiskFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.IntegerSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Loads the stored baselines of single sensors into the fleet, so that it is active on its first day. */
@Command(
        name = "sharetap fleet seed",
        description = {
            "Gives the stored baselines of single sensors to the fleet, so that it is active on its first day.",
            "The folders stay as they are; no sensor may use them meanwhile.",
            "A baseline that is given twice counts once."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit: 0 given; 1 one is damaged, or the brokers failed; 2 wrong usage, or one is not there."})
final class SeedCommand implements Callable<Integer> {
    @Mixin
    private Fleet.Brokers brokers;

    @Mixin
    private Fleet.Input input;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "folders of baselines; several are merged")
    private List<Path> folders;

    @Override
    public Integer call() throws InterruptedException {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                Fleet.say("no such folder: " + folder);
                return Fleet.WRONG;
            }
        }
        try {
            Properties settings = brokers.properties();
            TopicNames topics = new TopicNames(input.topic(), brokers.name());
            try (Admin admin = Admin.create(settings)) {
                int parts = new FleetTopics(admin, topics).ensure(input.partitions());
                return send(settings, topics, new Parts(parts));
            }
        } catch (DamagedException | DiskFullException e) {
            Fleet.say(e.getMessage() + ": nothing was given");
            return Fleet.FAILED;
        } catch (FleetTopics.WrongTopic | IOException e) {
            Fleet.say(e.getMessage());
            return Fleet.WRONG;
        } catch (ExecutionException | KafkaException e) {
            Fleet.say(brokers.cannotBeAsked(e));
            return Fleet.FAILED;
        }
    }

    private int send(Properties client, TopicNames topics, Parts parts) throws IOException {
        client.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        client.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        client.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        client.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        try (KafkaProducer<Integer, Letter> producer =
                new KafkaProducer<>(client, new IntegerSerializer(), new LetterCodec())) {
            ToTopics sink = new ToTopics(producer, topics);
            Letter.Seeded last = new Seeds(parts, sink).send(folders, BaselineSettings.defaults(), Fleet::say);
            producer.flush();
            // Stories opens the day by this letter, so all others have to be there before.
            if (last != null && sink.fault.get() == null) {
                sink.toStories(last);
                producer.flush();
            }
            Exception fault = sink.fault.get();
            if (fault != null) {
                Fleet.say("not all could be given, do it again: " + fault.getMessage());
                return Fleet.FAILED;
            }
            Fleet.say(sink.sent + " entries given");
            return 0;
        }
    }

    /** Sends letters to the topics of the steps. */
    private static final class ToTopics implements Seeds.Sink {
        private final KafkaProducer<Integer, Letter> producer;
        private final TopicNames topics;
        private final AtomicReference<Exception> fault = new AtomicReference<>();
        private final AtomicLong sent = new AtomicLong();

        ToTopics(KafkaProducer<Integer, Letter> producer, TopicNames topics) {
            this.producer = producer;
            this.topics = topics;
        }

        private void send(String topic, int part, Letter letter) {
            producer.send(new ProducerRecord<>(topic, part, part, letter), (metadata, failure) -> {
                if (failure == null) {
                    sent.incrementAndGet();
                } else {
                    fault.compareAndSet(null, failure);
                }
            });
        }

        @Override
        public void toClients(int part, Letter letter) {
            send(topics.clients(), part, letter);
        }

        @Override
        public void toExecutables(int part, Letter letter) {
            send(topics.executables(), part, letter);
        }

        @Override
        public void toDestinations(int part, Letter letter) {
            send(topics.destinations(), part, letter);
        }

        @Override
        public void toStories(Letter letter) {
            send(topics.stories(), 0, letter);
        }
    }
}
