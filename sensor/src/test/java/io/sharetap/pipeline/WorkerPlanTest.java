package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerPlanTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 2", "3, 3", "8, 8", "64, 8"})
    void byDefaultThereAreAsManyWorkersAsProcessorsUpToEight(int processors, int workers) {
        assertEquals(workers, WorkerPlan.of(-1, processors).workers());
    }

    @Test
    void ofTwoProcessorsBothTakePartOnlyInWhatIsWorthIt() {
        assertTrue(WorkerPlan.of(-1, 2).judgedBytes() > 0);
        assertEquals(0, WorkerPlan.of(-1, 3).judgedBytes());
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "2, 2", "5, 2"})
    void whatIsWantedIsDone(int wanted, int processors) {
        assertEquals(new WorkerPlan(wanted, 0), WorkerPlan.of(wanted, processors));
    }
}
