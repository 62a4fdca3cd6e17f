package io.sharetap.fleet;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Writes what an instance counts as Prometheus reads it (text format 0.0.4). */
final class FleetMetrics {
    private final StringBuilder text = new StringBuilder(4_096);

    private FleetMetrics() {}

    /**
     * A scrape.
     *
     * @param lag records of each partition that have not been judged yet; empty where the brokers do not answer
     */
    static String of(FleetCounts counts, Map<TopicPartition, Long> lag) {
        FleetMetrics metrics = new FleetMetrics();
        metrics.addCounts(counts);
        metrics.addLag(lag);
        return metrics.text.toString();
    }

    private void addCounts(FleetCounts counts) {
        add("events", "Records taken from the topic of writes.", counts.events());
        add("executable_writes", "Executable writes among those records.", counts.writes());
        add("duplicates", "Writes and executions that another sensor had already reported.", counts.seenTwice());
        add("late_events", "Writes that came later than the lateness allows.", counts.lateEvents());
        add("strays", "Records whose key was not their client: correct what publishes them.", counts.strays());
        add("dead_letters", "Records that could not be read.", counts.deadLetters());
        add("judged", "Executable writes that went through all steps.", counts.judged());
        add("candidates", "Writes that were scored.", counts.candidates());
        add("alerts", "Alerts published.", counts.alerts());
        add("faults", "Threads that failed, each replaced by another.", counts.faults());
    }

    private void add(String name, String sentence, long value) {
        String full = "sharetap_fleet_" + name + "_total";
        describe(full, sentence, "counter");
        text.append(full).append(' ').append(value).append('\n');
    }

    private void addLag(Map<TopicPartition, Long> lag) {
        String name = "sharetap_fleet_lag_records";
        describe(
                name, "Records of a partition that have not been judged yet; absent while no broker answers.", "gauge");
        lag.forEach((partition, records) -> text.append(name)
                .append("{topic=\"")
                .append(partition.topic())
                .append("\",partition=\"")
                .append(partition.partition())
                .append("\"} ")
                .append(records)
                .append('\n'));
    }

    private void describe(String name, String sentence, String type) {
        text.append("# HELP ").append(name).append(' ').append(sentence).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
}
