package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;

import io.sharetap.alert.Alert;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.score.Score;
import io.sharetap.score.Writes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A detector with the real baseline, which is shown writes day by day. */
abstract class SeenDays {
    static final long DAY = 86_400_000_000_000L;

    final RecordingSink sink = new RecordingSink();
    final ChronicleBaseline baseline = ChronicleBaseline.inMemory(
            BaselineSettings.defaults().withCapacity(new BaselineSettings.Capacity(4_096, 4_096, 4_096, 4_096, 4_096)));
    final RareWriteDetector detector = new RareWriteDetector(DetectorSettings.defaults(), baseline, sink);
    long position;

    @AfterEach
    void close() {
        baseline.close();
    }

    final void at(long nanos, Writes write) {
        position++;
        detector.onEvent(write.at(nanos).position(position).build());
    }

    /** At noon of the day, each a little later than the one before. */
    final void see(int day, Writes write) {
        at(NOON + day * DAY + position, write);
    }

    /** Documents are written: SMB is seen, and nothing else is. */
    final void quietDays(int from, int to) {
        for (int day = from; day <= to; day++) {
            see(day, write().document());
        }
    }

    /** One client brings the day's program to so many hosts, on each of some days. */
    final void push(String share, String path, int hosts, int... days) {
        for (int day : days) {
            for (int host = 0; host < hosts; host++) {
                see(
                        day,
                        write().by("10.9.9.9")
                                .to("10.0.5." + host)
                                .on(share, path)
                                .content("p" + day));
            }
        }
    }

    final Alert last() {
        return sink.alerts.get(sink.alerts.size() - 1);
    }

    final List<String> lastReasons() {
        return last().score().reasons().stream().map(Score.Reason::id).toList();
    }
}
