package io.sharetap.status;

import io.sharetap.alert.AlertCounts;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Dialect;
import io.sharetap.base.Ledger;
import io.sharetap.baseline.BaselineCounts;
import io.sharetap.capture.InterfaceCounts;
import io.sharetap.detect.DetectorCounts;
import io.sharetap.output.ExecutableFolder;
import io.sharetap.output.deliver.Loss;
import io.sharetap.output.deliver.OutputCounts;
import io.sharetap.pipeline.PipelineState;
import io.sharetap.pipeline.RunResult;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A sensor that has whatever a test gives it. */
final class FakeSensor implements SensorView {
    static final int PACKETS = 12;

    final Ledger ledger = new Ledger();
    boolean up = true;
    boolean open = true;
    boolean output = true;

    FakeSensor() {
        ledger.count(Count.CONNECTIONS);
        ledger.note(Anomaly.SMB_OPENS_FULL);
        ledger.countMessage(Dialect.SMB_3_0_2, 9, false);
        ledger.countMessage(Dialect.SMB_2, 0, false);
    }

    @Override
    public List<InterfaceCounts> interfaces() {
        return List.of(new InterfaceCounts("eth1", up, 9, PACKETS, 1_000, 1, 2, 3, 0, 1 << 20));
    }

    @Override
    public PipelineState pipeline() {
        RunResult counts = new RunResult(
                -1, -1, List.of(ledger), PipelineState.NOT_BEGUN.counts().faults());
        return new PipelineState(counts, 1, 1, 1, 100);
    }

    @Override
    public DetectorCounts detector() {
        BaselineCounts baseline = new BaselineCounts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        return open
                ? new DetectorCounts(1, 0, new AlertCounts(Map.of(), Map.of(), 0, 0), 0, 0, 0, 0, 0, baseline)
                : null;
    }

    @Override
    public long judgedNanos() {
        return 0;
    }

    @Override
    public List<OutputCounts> outputs() {
        Map<Loss, Long> lost = new EnumMap<>(Loss.class);
        for (Loss reason : Loss.values()) {
            lost.put(reason, 0L);
        }
        lost.put(Loss.SPILL_FULL, 3L);
        return output ? List.of(new OutputCounts("file:/x", 1, 2, 3, 4, 5, lost, 6, true, 0)) : List.of();
    }

    @Override
    public ReloadCounts reloads() {
        return new ReloadCounts(2, 1, 1_700_000_000_500L);
    }

    @Override
    public int activationDays() {
        return 14;
    }

    @Override
    public ExecutableFolder folder() {
        return null;
    }

    @Override
    public long capacityOf(String table) {
        return 1_000;
    }
}
