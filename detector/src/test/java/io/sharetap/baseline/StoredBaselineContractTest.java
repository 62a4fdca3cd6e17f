package io.sharetap.baseline;

import static io.sharetap.baseline.Writes.host;
import static io.sharetap.baseline.Writes.nanos;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.sharetap.event.SensorDay;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredBaselineContractTest extends BaselineContract {
    @TempDir
    Path folder;

    @Override
    Baseline open(BaselineSettings withSettings) {
        try {
            return ChronicleBaseline.open(folder, withSettings, message -> fail(message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void domainControllersOfADayThatClosedAfterTheCheckpointAreNotThoseOfTheNext() throws IOException {
        baseline.observeDay(new SensorDay(nanos(0, 5), 1, List.of(host(9))));
        ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
        baseline.writeTo(new DataOutputStream(checkpoint));
        baseline.observeDay(nanos(1, 0));
        baseline.close();
        baseline = open(settings);
        baseline.readFrom(new DataInputStream(new ByteArrayInputStream(checkpoint.toByteArray())));
        baseline.observeDay(nanos(30, 0));
        assertTrue(baseline.isDomainController(host(9)));
        baseline.observeDay(nanos(31, 0));
        assertFalse(baseline.isDomainController(host(9)), "seen on day 0, not on day 1");
    }
}
