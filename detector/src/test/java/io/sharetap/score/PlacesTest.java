package io.sharetap.score;

import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final String[] PARTS = {"Windows", "windows", "Temp", "..", ".", "", " ", "Tools", "C$", "server"};
    private static final String[] NAMES = {"a.exe", "..", ".", "", " . ", "b:s", "Temp"};
    private static final String[] SHARES = {"C$", "ADMIN$", "c$", "public", "SYSVOL", null};

    @Test
    void whatIsRememberedIsWhatTheListsSay() {
        long seed = 20_260_306L;
        Random random = new Random(seed);
        DetectionLists lists = DetectionLists.shipped();
        Places places = new Places(lists);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder path = new StringBuilder();
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                path.append(PARTS[random.nextInt(PARTS.length)]).append(random.nextInt(9) == 0 ? '/' : '\\');
            }
            path.append(NAMES[random.nextInt(NAMES.length)]);
            Writes write = write().on(SHARES[random.nextInt(SHARES.length)], path.toString());
            if (random.nextInt(5) == 0) {
                write.tree("\\\\other\\C$");
            }
            assertEquals(lists.placeOf(write.build()), places.of(write.build()), "seed " + seed + ": " + path);
        }
    }
}
