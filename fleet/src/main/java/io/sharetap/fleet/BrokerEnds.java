package io.sharetap.fleet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers, on a thread of its own, how many records lie before us in each partition, and lets them delete
 * letters between steps that have been read.
 */
final class BrokerEnds implements InputEnds, AutoCloseable {
    private static final long LOOK_MILLIS = 200;
    private static final int LOOKS_BETWEEN_PURGES = 100;
    private static final long ANSWER_SECONDS = 20;

    private final Admin admin;
    private final String group;
    private final TopicNames names;
    private final int parts;
    private final Consumer<String> messages;
    private final Thread thread = new Thread(this::look, "fleet-ends");
    private volatile long[] readAt;
    private volatile Map<TopicPartition, Long> lag = Map.of();
    private volatile boolean closed;

    /** @param messages takes that no broker answers, and that they answer again, once each */
    BrokerEnds(Admin admin, String group, TopicNames names, int parts, Consumer<String> messages) {
        this.admin = admin;
        this.messages = messages;
        this.group = group;
        this.names = names;
        this.parts = parts;
        readAt = new long[parts];
        java.util.Arrays.fill(readAt, Long.MIN_VALUE);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public boolean readSince(int partition, long moment) {
        long[] at = readAt;
        return partition < at.length && at[partition] != Long.MIN_VALUE && at[partition] - moment > 0;
    }

    /** Records of each partition that have not been judged yet, in the order of their topics. */
    Map<TopicPartition, Long> lag() {
        return lag;
    }

    private void look() {
        boolean away = false;
        for (int looks = 1; !closed; looks++) {
            try {
                Map<TopicPartition, OffsetAndMetadata> committed = lookOnce();
                if (looks % LOOKS_BETWEEN_PURGES == 0) {
                    purge(committed);
                }
                if (away) {
                    messages.accept("the brokers answer again");
                }
                away = false;
            } catch (ExecutionException | TimeoutException e) {
                lag = Map.of(); // nothing is known
                if (!away) {
                    messages.accept(why(e));
                }
                away = true;
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static String why(Exception fault) {
        Throwable cause = fault instanceof ExecutionException ? fault.getCause() : fault;
        return cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException
                ? "no broker answers; nothing is judged until one does"
                : "the brokers do not say how many records wait: " + cause.getMessage();
    }

    private Map<TopicPartition, OffsetAndMetadata> lookOnce()
            throws ExecutionException, InterruptedException, TimeoutException {
        long asked = System.nanoTime();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int part = 0; part < parts; part++) {
            for (String topic : List.of(names.writes(), names.clients(), names.executables(), names.destinations())) {
                latest.put(new TopicPartition(topic, part), OffsetSpec.latest());
            }
        }
        latest.put(new TopicPartition(names.stories(), 0), OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                        latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, Long> left = new TreeMap<>(
                java.util.Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        long[] at = readAt.clone();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata read = committed.get(partition);
            long before = Math.max(0, end.offset() - (read == null ? 0 : read.offset()));
            left.put(partition, before);
            if (before == 0 && partition.topic().equals(names.writes())) {
                at[partition.partition()] = asked;
            }
        });
        readAt = at;
        lag = left;
        return committed;
    }

    private void purge(Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, RecordsToDelete> read = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (!partition.topic().equals(names.writes()) && offset != null) {
                read.put(partition, RecordsToDelete.beforeOffset(offset.offset()));
            }
        });
        admin.deleteRecords(read); // a failed deletion is repeated the next time
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
