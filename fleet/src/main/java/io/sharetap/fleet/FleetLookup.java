package io.sharetap.fleet;

import io.sharetap.baseline.ObservedDays;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Finds what the fleet knows: finds the instances that hold the parts in question, reads the stores on this instance,
 * and asks the others over HTTP. If one does not answer, those with copies are asked.
 */
final class FleetLookup {
    /** The port of an instance that has no address ({@code --http off}). */
    private static final int NO_PORT = -1;

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final KafkaStreams streams;
    private final LocalHistories local;
    private final Parts parts;
    private final HostInfo self;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /**
     * Makes it for one instance.
     *
     * @param self the address by which the others know this one; null: none
     * @param token of all instances; null: none
     */
    FleetLookup(KafkaStreams streams, LocalHistories local, Parts parts, HostInfo self, String token) {
        this.streams = streams;
        this.local = local;
        this.parts = parts;
        this.self = self;
        this.token = token;
    }

    /** A question to some parts of a store, as of a day. */
    private record Question(String store, List<Integer> parts, Asked asked, long day) {
        Question of(List<Integer> some) {
            return new Question(store, some, asked, day);
        }

        String path(boolean stale) {
            return "/api/parts/" + store + "/"
                    + URLEncoder.encode(asked.text(), StandardCharsets.UTF_8).replace("+", "%20") + "?parts="
                    + parts.stream().map(String::valueOf).collect(Collectors.joining(",")) + "&day=" + day
                    + (stale ? "&stale=true" : "");
        }
    }

    /** What the whole fleet knows. */
    Known of(Asked asked) throws NotAnswered {
        Known known = answer(new Question(Stores.UNDER_WAY, List.of(0), asked, ObservedDays.NONE));
        long day = known.baseline().day();
        if (asked.sha256() != null) {
            // An executable's part is chosen by its head, which is not known here: all parts are asked.
            List<Integer> all = IntStream.range(0, parts.count()).boxed().toList();
            return known.with(answer(new Question(Stores.EXECUTABLES, all, asked, day)));
        }
        return known.with(answer(
                        new Question(Stores.DESTINATIONS, List.of(parts.ofDestination(asked.host())), asked, day)))
                .with(answer(new Question(Stores.CLIENTS, List.of(parts.ofClient(asked.host())), asked, day)));
    }

    private Known answer(Question question) throws NotAnswered {
        Map<HostInfo, List<Integer>> holders = new LinkedHashMap<>();
        Map<Integer, KeyQueryMetadata> found = new LinkedHashMap<>();
        for (int part : question.parts) {
            KeyQueryMetadata holder = holder(question.store, part);
            found.put(part, holder);
            holders.computeIfAbsent(holder.activeHost(), any -> new ArrayList<>())
                    .add(part);
        }
        Known known = Known.NOTHING;
        for (Map.Entry<HostInfo, List<Integer>> each : holders.entrySet()) {
            Question ofHolder = question.of(each.getValue());
            try {
                known = known.with(answer(each.getKey(), ofHolder, false));
            } catch (NotAnswered e) {
                for (int part : each.getValue()) {
                    known = known.with(ofStandby(found.get(part), question.of(List.of(part)), e));
                }
            }
        }
        return known;
    }

    private KeyQueryMetadata holder(String store, int part) throws NotAnswered {
        KeyQueryMetadata holder;
        try {
            holder = streams.queryMetadataForKey(store, part, Parts.NAMED);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw new NotAnswered("this instance is not running yet: ask again in a few seconds");
        }
        if (holder == null || KeyQueryMetadata.NOT_AVAILABLE.equals(holder)) {
            throw new NotAnswered("part " + part
                    + " is held by nobody at the moment, since instances came or went: ask again in a few seconds");
        }
        return holder;
    }

    private Known ofStandby(KeyQueryMetadata holder, Question question, NotAnswered why) throws NotAnswered {
        for (HostInfo standby : holder.standbyHosts()) {
            try {
                return answer(standby, question, true);
            } catch (NotAnswered e) {
                continue; // the next one may
            }
        }
        throw why;
    }

    private Known answer(HostInfo holder, Question question, boolean stale) throws NotAnswered {
        if (holder.equals(self)) {
            return local.in(question.store, question.parts, question.asked, question.day, stale);
        }
        if (holder.port() == NO_PORT) {
            throw new NotAnswered(
                    "part " + question.parts.get(0) + " is held by an instance that answers nobody (--http off)");
        }
        String address = "http://" + authority(holder);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + question.path(stale)))
                .timeout(ANSWER);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == OK) {
                return Known.of(response.body());
            }
            throw new NotAnswered(
                    response.statusCode() == UNAUTHORIZED
                            ? address + ", which holds a part, has another --http-token"
                            : address + " says: " + response.body().strip());
        } catch (IOException e) {
            throw new NotAnswered(address + ", which holds a part, does not answer ("
                    + e.getClass().getSimpleName() + "): ask again in a few seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAnswered("this instance stops");
        }
    }

    private static String authority(HostInfo holder) {
        return (holder.host().contains(":") ? "[" + holder.host() + "]" : holder.host()) + ":" + holder.port();
    }
}
