package io.sharetap.pipeline;

/** Takes what one lane reports, in the order of its packets. */
interface ReportSink {
    void onReport(Report report);
}
