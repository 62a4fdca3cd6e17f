package io.sharetap.rpc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WmiObjectTest {
    @Test
    void mutatedObjectsDoNoHarm() {
        byte[] good = WmiObjects.instance(6, true, "__PARAMETERS", "CommandLine", "C:\\a.exe", "B", "b", "C", null);
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] spoilt = good.clone();
            for (int flips = random.nextInt(5); flips >= 0; flips--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(spoilt.length + 1);
            PackedReader reader = new PackedReader(spoilt, 0, length);
            WmiObject object = WmiObject.read(reader);
            if (object == null && length == good.length && Arrays.equals(spoilt, good)) {
                throw new AssertionError("seed " + seed + ": not read");
            }
            if (object != null) {
                object.texts().values().forEach(text -> assertTrue(text.length() <= good.length));
            }
        }
    }
}
