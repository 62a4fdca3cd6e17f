package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
}
