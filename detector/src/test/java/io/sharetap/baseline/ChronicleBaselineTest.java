package io.sharetap.baseline;

class ChronicleBaselineTest extends BaselineContract {
    @Override
    Baseline open(BaselineSettings withSettings) {
        return ChronicleBaseline.inMemory(withSettings);
    }
}
