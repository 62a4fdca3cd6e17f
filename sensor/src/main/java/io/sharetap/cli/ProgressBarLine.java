package io.sharetap.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Draws a bar on standard error. The library for it is loaded only when a bar is shown. */
final class ProgressBarLine implements ProgressLine {
    private static final int UPDATE_MILLIS = 200;
    private static final int COLUMNS = 78;
    private static final long MEGABYTE = 1_000_000;

    private final PrintStream err;
    private final ProgressBar bar;

    ProgressBarLine(PrintStream err) {
        this.err = err;
        this.bar = new ProgressBarBuilder()
                .setTaskName("replay")
                .setUnit(" MB", MEGABYTE)
                .setInitialMax(1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(err, COLUMNS))
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void onProgress(long bytesRead, long bytesTotal) {
        bar.maxHint(bytesTotal);
        bar.stepTo(bytesRead);
    }

    @Override
    public void close() {
        bar.close();
        err.flush();
    }
}
