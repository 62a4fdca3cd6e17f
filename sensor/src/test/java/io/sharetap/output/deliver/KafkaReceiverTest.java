package io.sharetap.output.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What Kafka's client says of a failure is put into words that name the cause. */
class KafkaReceiverTest {
    private final Exception missing = new ExecutionException(
            new TimeoutException("Topic sharetap-writes not present in metadata after 5000 ms."));

    @Test
    void aMissingTopicIsNamed() {
        assertEquals(
                "there is no topic sharetap-writes, and the brokers do not create it",
                KafkaReceiver.reason(missing, true));
    }

    @Test
    void withoutAnyConnectionNothingIsSaidOfTheTopic() {
        assertEquals("no broker answers", KafkaReceiver.reason(missing, false));
    }

    @Test
    void otherFailuresKeepTheirWords() {
        assertEquals("bad password", KafkaReceiver.reason(new SaslAuthenticationException("bad password"), false));
        assertEquals("Expiring 3 record(s)", KafkaReceiver.reason(new TimeoutException("Expiring 3 record(s)"), true));
    }
}
