package io.sharetap.detect;

import io.sharetap.baseline.Baseline;
import io.sharetap.baseline.BaselineCounts;
import io.sharetap.baseline.Placement;
import io.sharetap.baseline.PlacementRule;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorDay;
import io.sharetap.score.Rarities;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says of every write what the test told it to say, and keeps what it is asked. */
final class FakeBaseline implements Baseline {
    Rarities usual = Rarities.unseen().pairOn(3);
    final Map<String, Rarities> byDestination = new HashMap<>();
    final Set<IpAddress> domainControllers = new HashSet<>();
    final List<String> highAlerts = new ArrayList<>();
    final List<Placement> placements = new ArrayList<>();
    long observedDays;

    @Override
    public Rarity observe(FileWrite write, PlacementRule rule) {
        Rarity rarity = byDestination
                .getOrDefault(write.destination().toString(), usual)
                .build();
        placements.add(rule.placementOf(write, rarity.executable()));
        return rarity;
    }

    @Override
    public void observeDay(long epochNanos) {
        observedDays++;
    }

    @Override
    public void observeDay(SensorDay day) {
        domainControllers.addAll(day.domainControllers());
    }

    @Override
    public boolean isDomainController(IpAddress host) {
        return domainControllers.contains(host);
    }

    @Override
    public void markHighAlert(FileWrite write) {
        highAlerts.add(write.id());
    }

    @Override
    public Rarity.BaselineStatus status() {
        return usual.build().baseline();
    }

    @Override
    public BaselineCounts counts() {
        return new BaselineCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
