package io.sharetap.baseline;

class ModelBaselineTest extends BaselineContract {
    @Override
    Baseline open(BaselineSettings withSettings) {
        return new ModelBaseline(withSettings);
    }
}
