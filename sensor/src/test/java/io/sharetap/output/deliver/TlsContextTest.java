package io.sharetap.output.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sharetap.config.DeliverySettings;
import io.sharetap.config.MadeTargets;
import io.sharetap.config.OutputTarget;
import io.sharetap.config.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The password of the sensor's own certificate may be missing at the start, or disappear later. */
class TlsContextTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"syslog+tls://h:1", "https://h/"})
    void aPasswordThatIsNotThereIsRefusedAtTheStart(String receiver) {
        OutputTarget target = MadeTargets.one(receiver + "#key-store=a.p12,key-store-password=${NOT_THERE}");
        Deliveries deliveries =
                new Deliveries(new DeliverySettings(1 << 16, 0, 1_000_000), null, false, Map.of(), line -> {});
        WrongSetting wrong = assertThrows(WrongSetting.class, () -> deliveries.to(target));
        assertEquals("outputs: there is no variable NOT_THERE in the environment", wrong.getMessage());
    }

    @Test
    void aPasswordThatDisappearsIsATroubleOfTheReceiverAndNoFaultOfOurs() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "secret");
        OutputTarget target = MadeTargets.one("https://h/#key-store=a.p12,key-store-password=${file:" + password + "}");
        Files.delete(password);
        IOException trouble = assertThrows(IOException.class, () -> TlsContext.of(target, new Secrets(Map.of())));
        assertEquals("outputs: ${file:" + password + "} cannot be read", trouble.getMessage());
    }
}
