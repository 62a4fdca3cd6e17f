package io.sharetap.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of a fleet, or says what is wrong with existing ones. */
final class FleetTopics {
    /** Short enough that a missing broker is reported soon; long enough for one that is starting. */
    private static final int ANSWER_MILLIS = 15_000;

    private static final int TRIES = 100;
    private static final long TRY_MILLIS = 200;
    private static final String FOREVER = "-1";
    private static final Map<String, String> LETTERS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            FOREVER,
            TopicConfig.RETENTION_BYTES_CONFIG,
            FOREVER,
            // Kafka deletes letters that were read only in whole segments.
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(64 << 20));
    private static final Map<String, String> PUBLIC =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);

    private final Admin admin;
    private final TopicNames names;

    /** A topic cannot be used as it is; the message says why, and what to do. */
    static final class WrongTopic extends Exception {
        WrongTopic(String message) {
            super(message);
        }
    }

    FleetTopics(Admin admin, TopicNames names) {
        this.admin = admin;
        this.names = names;
    }

    /**
     * Creates missing topics and checks existing ones.
     *
     * @param partitions of the topic of writes, if it is to be created
     * @return partitions of the topic of writes
     */
    int ensure(int partitions) throws WrongTopic, ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics(new ListTopicsOptions().timeoutMs(ANSWER_MILLIS))
                .names()
                .get();
        int parts = present.contains(names.writes()) ? partitionsOf(names.writes()) : partitions;
        Map<String, NewTopic> wanted = new LinkedHashMap<>();
        want(wanted, names.writes(), parts, PUBLIC);
        want(wanted, names.clients(), parts, LETTERS);
        want(wanted, names.executables(), parts, LETTERS);
        want(wanted, names.destinations(), parts, LETTERS);
        want(wanted, names.stories(), 1, LETTERS);
        want(wanted, names.alerts(), 1, PUBLIC);
        want(wanted, names.deadLetters(), 1, PUBLIC);
        List<NewTopic> missing = new ArrayList<>();
        for (NewTopic topic : wanted.values()) {
            if (present.contains(topic.name())) {
                check(topic);
            } else {
                missing.add(topic);
            }
        }
        create(missing);
        return parts;
    }

    private static void want(Map<String, NewTopic> wanted, String name, int partitions, Map<String, String> settings) {
        wanted.put(name, new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings));
    }

    private void create(List<NewTopic> missing) throws ExecutionException, InterruptedException {
        for (NewTopic topic : missing) {
            try {
                admin.createTopics(List.of(topic)).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        for (NewTopic topic : missing) {
            await(topic.name());
        }
    }

    /** Waits for a topic, as not every broker knows it at once. */
    private void await(String topic) throws ExecutionException, InterruptedException {
        for (int left = TRIES; ; left--) {
            try {
                partitionsOf(topic);
                return;
            } catch (ExecutionException e) {
                if (left == 0 || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                Thread.sleep(TRY_MILLIS);
            }
        }
    }

    private int partitionsOf(String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    private void check(NewTopic wanted) throws WrongTopic, ExecutionException, InterruptedException {
        String name = wanted.name();
        int partitions = partitionsOf(name);
        if (partitions != wanted.numPartitions()) {
            throw new WrongTopic("topic " + name + " has " + partitions + " partitions and needs "
                    + wanted.numPartitions() + ", as many as " + names.writes()
                    + " has parts: use another --name, or delete the topics of this one");
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        for (Map.Entry<String, String> each : wanted.configs().entrySet()) {
            ConfigEntry entry = config.get(each.getKey());
            if (each.getKey().equals(TopicConfig.SEGMENT_BYTES_CONFIG)) {
                continue; // any number of partitions will do
            }
            if (entry == null || !each.getValue().equals(entry.value())) {
                throw new WrongTopic("topic " + name + " has " + each.getKey() + '='
                        + (entry == null ? "(unknown)" : entry.value()) + " and needs " + each.getValue()
                        + ": kafka-configs.sh --alter --topic " + name + " --add-config " + each.getKey() + '='
                        + each.getValue());
            }
        }
    }
}
