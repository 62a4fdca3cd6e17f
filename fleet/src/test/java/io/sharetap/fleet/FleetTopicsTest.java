package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.DevBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: topics are made as they are needed, and others are refused. */
class FleetTopicsTest {
    @TempDir
    Path folder;

    @Test
    void wrongTopicsAreRefusedWithWhatToDo() throws Exception {
        try (DevBroker broker = DevBroker.started(folder);
                Admin admin = Admin.create(broker.client())) {
            assertEquals(4, new FleetTopics(admin, new TopicNames("writes", "right")).ensure(4));
            assertEquals(4, new FleetTopics(admin, new TopicNames("writes", "right")).ensure(8), "as it is");
            admin.createTopics(List.of(
                            new NewTopic("few-clients", 3, (short) 1),
                            new NewTopic("short-stories", 1, (short) 1).configs(Map.of("retention.ms", "1000"))))
                    .all()
                    .get();
            String few = refusal(admin, "few");
            assertTrue(few.contains("few-clients has 3 partitions and needs 4"), few);
            String shortLived = refusal(admin, "short");
            assertTrue(shortLived.contains("short-stories has retention.ms=1000 and needs -1"), shortLived);
        }
    }

    private static String refusal(Admin admin, String name) {
        return assertThrows(
                        FleetTopics.WrongTopic.class,
                        () -> new FleetTopics(admin, new TopicNames("writes", name)).ensure(4))
                .getMessage();
    }
}
