package io.sharetap.output.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/** What Kafka's client says of a failure is put into words that name the cause. */
class KafkaReceiverTest {
    private static final String NOT_PRESENT = "Topic sharetap-writes not present in metadata after 5000 ms.";

    @Test
    void aTopicIsMissingWhereABrokerSaysSo() {
        assertEquals(
                "there is no topic sharetap-writes, and the brokers do not create it",
                KafkaReceiver.reason(
                        new ExecutionException(
                                new TimeoutException(NOT_PRESENT, new UnknownTopicOrPartitionException("not here"))),
                        true));
    }

    @Test
    void aTopicThatNoBrokerWasAskedForMayBeThere() {
        Exception unasked = new ExecutionException(new TimeoutException(NOT_PRESENT));
        assertEquals("no broker answers", KafkaReceiver.reason(unasked, false));
        assertEquals("no broker answers", KafkaReceiver.reason(unasked, true));
    }

    @Test
    void whatWasNotTakenInTimeIsSaidOfABrokerThatIsConnected() {
        TimeoutException expired = new TimeoutException("Expiring 3 record(s)");
        assertEquals("no broker answers", KafkaReceiver.reason(expired, false));
        assertEquals("Expiring 3 record(s)", KafkaReceiver.reason(expired, true));
    }

    @Test
    void otherFailuresKeepTheirWords() {
        assertEquals("bad password", KafkaReceiver.reason(new SaslAuthenticationException("bad password"), false));
    }
}
