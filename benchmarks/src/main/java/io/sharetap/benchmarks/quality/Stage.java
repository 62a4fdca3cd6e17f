package io.sharetap.benchmarks.quality;

import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.PeSummary;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import io.sharetap.event.SmbContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Takes down what the players of one day do, and gives it as events in the order of their time. */
final class Stage {
    static final long SECOND = 1_000_000_000L;
    static final long DAY = 86_400 * SECOND;
    /** 2026-01-05, a Monday. */
    private static final long FIRST_DAY = 20_458 * DAY;

    private final List<SensorEvent> events = new ArrayList<>();
    /** Campaign by {@code event.id}; what is not here is ordinary. */
    private final Map<String, Campaign> campaigns = new HashMap<>();

    private final Map<Campaign, Long> firstWrites = new HashMap<>();

    private int day;
    private long number;
    private Campaign playing;

    /** One intrusion. */
    record Campaign(Intrusion kind, int number) {}

    void begin(int nextDay) {
        day = nextDay;
        events.clear();
    }

    void play(Campaign campaign) {
        playing = campaign;
    }

    long at(double hour) {
        return FIRST_DAY + day * DAY + (long) (hour * 3_600 * SECOND);
    }

    Campaign campaignOf(String id) {
        return campaigns.get(id);
    }

    long firstWriteOf(Campaign campaign) {
        return firstWrites.get(campaign);
    }

    List<SensorEvent> events() {
        events.sort(SensorEvent.ORDER);
        return events;
    }

    void write(double hour, int client, int destination, String share, String path, Program program) {
        String id = "w" + ++number;
        if (playing != null) {
            campaigns.put(id, playing);
            firstWrites.merge(playing, at(hour), Math::min);
        }
        long nanos = at(hour);
        events.add(new FileWrite(
                nanos,
                number,
                id,
                nanos,
                nanos,
                FileWrite.Outcome.SUCCESS,
                hosts(client, destination),
                new SmbContext("3.1.1", "1", "2", "\\\\" + host(destination) + '\\' + share, share, null, null),
                path,
                100_000,
                program.sha256(),
                program.sha256(),
                List.of(),
                true,
                true,
                false,
                null,
                path.indexOf(':') < 0 ? null : path.substring(path.indexOf(':') + 1),
                null,
                program.pe()));
    }

    void run(double hour, int client, int destination, String command) {
        long nanos = at(hour);
        events.add(new ExecutionObserved(
                nanos, ++number, "x" + number, hosts(client, destination), "service", "svc", command));
    }

    void closeDay(List<Integer> domainControllers) {
        events.add(new SensorDay(
                at(23.99), ++number, domainControllers.stream().map(Stage::host).toList()));
    }

    private static Endpoints hosts(int client, int destination) {
        return new Endpoints(host(client), 50_000, null, null, host(destination), 445, null, null, null, -1);
    }

    static IpAddress host(int number) {
        return IpAddress.ofIpv4(0x0A00_0000 + number);
    }

    /** A program by its content and what it says of itself. */
    record Program(byte[] sha256, PeSummary pe) {
        static Program of(long content) {
            return of(content, null, null);
        }

        static Program of(long content, String original, String company) {
            byte[] digest = new byte[32];
            Random random = new Random(content);
            ByteBuffer words = ByteBuffer.wrap(digest);
            while (words.hasRemaining()) {
                words.putLong(random.nextLong());
            }
            return new Program(digest, pe(original, company));
        }

        static Program of(byte[] sha256, String original, String company) {
            return new Program(sha256, pe(original, company));
        }

        private static PeSummary pe(String original, String company) {
            return new PeSummary(
                    "x64", 1, company, null, null, original, null, null, null, null, List.of(), null, null, null, null);
        }
    }
}
