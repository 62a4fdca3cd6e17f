package io.sharetap.fleet;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** Connects the steps by their topics; {@code docs/decisions/0023-the-fleet.md} has a drawing. */
final class FleetTopology {
    static final String TO_CLIENTS = "to-clients";
    static final String TO_EXECUTABLES = "to-executables";
    static final String TO_DESTINATIONS = "to-destinations";
    static final String TO_STORIES = "to-stories";
    static final String TO_ALERTS = "to-alerts";
    static final String TO_DEAD_LETTERS = "to-dead-letters";

    static final String CLIENTS = "clients-step";
    static final String EXECUTABLES = "executables-step";
    static final String DESTINATIONS = "destinations-step";
    static final String STORIES = "stories-step";

    private FleetTopology() {}

    static Topology of(FleetSettings settings, TopicNames topics, InputEnds ends, FleetCounts counts) {
        Topology topology = new Topology();
        topology.addSource("writes", new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.writes());
        source(topology, "clients", topics.clients());
        source(topology, "executables", topics.executables());
        source(topology, "destinations", topics.destinations());
        source(topology, "stories", topics.stories());
        step(topology, CLIENTS, () -> new ClientsStep(settings, ends, counts), "writes", "clients");
        step(topology, EXECUTABLES, () -> new ExecutablesStep(settings), "executables");
        step(topology, DESTINATIONS, () -> new DestinationsStep(settings), "destinations");
        step(topology, STORIES, () -> new StoriesStep(settings, counts), "stories");
        addStores(topology, settings.onDisk());
        sink(topology, TO_CLIENTS, topics.clients(), CLIENTS, DESTINATIONS, STORIES);
        sink(topology, TO_EXECUTABLES, topics.executables(), CLIENTS, STORIES);
        sink(topology, TO_DESTINATIONS, topics.destinations(), EXECUTABLES, STORIES);
        sink(topology, TO_STORIES, topics.stories(), CLIENTS, DESTINATIONS);
        topology.addSink(TO_ALERTS, topics.alerts(), new ByteArraySerializer(), new ByteArraySerializer(), STORIES);
        topology.addSink(
                TO_DEAD_LETTERS, topics.deadLetters(), new ByteArraySerializer(), new ByteArraySerializer(), CLIENTS);
        return topology;
    }

    private static void source(Topology topology, String name, String topic) {
        topology.addSource(name, new IntegerDeserializer(), new LetterCodec(), topic);
    }

    private static void step(
            Topology topology,
            String name,
            ProcessorSupplier<Object, Object, Object, Object> supplier,
            String... sources) {
        topology.addProcessor(name, supplier, sources);
    }

    private static void sink(Topology topology, String name, String topic, String... steps) {
        // A separate sink for each step: Kafka Streams would run steps that share one as a single unit.
        for (String step : steps) {
            topology.addSink(sinkOf(name, step), topic, new IntegerSerializer(), new LetterCodec(), Parts.NAMED, step);
        }
    }

    /** The sink through which a step writes to a topic. */
    static String sinkOf(String sink, String step) {
        return sink + "-of-" + step;
    }

    private static void addStores(Topology topology, boolean onDisk) {
        topology.addStateStore(Stores.large(Stores.UNDER_WAY, onDisk), CLIENTS);
        topology.addStateStore(Stores.large(Stores.CLIENTS, onDisk), CLIENTS);
        topology.addStateStore(Stores.large(Stores.EXECUTABLES, onDisk), EXECUTABLES);
        topology.addStateStore(Stores.large(Stores.DESTINATIONS, onDisk), DESTINATIONS);
        topology.addStateStore(Stores.small(Stores.STORIES), STORIES);
    }
}
