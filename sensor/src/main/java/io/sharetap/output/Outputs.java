package io.sharetap.output;

import io.sharetap.config.OutputKind;
import io.sharetap.config.OutputTarget;
import io.sharetap.output.deliver.Deliveries;
import io.sharetap.output.deliver.Delivery;
import io.sharetap.output.deliver.Message;
import io.sharetap.output.deliver.OutputCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Gives each record to any number of outputs, none of which waits for another. The set of outputs may change during the
 * run. Records come from one thread; any thread may call the other methods.
 */
public final class Outputs implements EncodedSink, AutoCloseable {
    private final Deliveries deliveries;
    private final EventLevel level;
    private final RecordSink standard;
    private final boolean standardWaits;
    private final Object changing = new Object();
    private volatile Present now = new Present(false, List.of());
    private boolean closed;

    /** One output and its delivery. */
    private record Open(
            OutputTarget target, EventLevel level, Function<EncodedRecord, Message> form, Delivery delivery) {
        void start() {
            delivery.start();
        }

        /** Whether one of the others has the same name, and so the same file and the same folder on disk. */
        boolean sharesName(List<Open> others) {
            return others.stream().anyMatch(other -> other.target.name().equals(target.name()));
        }
    }

    /** The present outputs. */
    private record Present(boolean standard, List<Open> open) {}

    /**
     * Makes it, without an output.
     *
     * @param level of the records for outputs without a level of their own
     * @param standard writes to standard output, if that is an output; it applies its own level
     * @param standardWaits whether {@code standard} writes to a delivery, which wants each record on its own
     */
    public Outputs(Deliveries deliveries, EventLevel level, RecordSink standard, boolean standardWaits) {
        this.deliveries = deliveries;
        this.level = level;
        this.standard = standard;
        this.standardWaits = standardWaits;
    }

    /**
     * Sets the outputs from the next record on. Outputs that exist with the same options continue untouched. The
     * messages of an output that is removed are delivered or kept on disk before this returns. New outputs start at
     * once; where only options changed, the new one starts when the old one has ended.
     */
    public void replace(List<OutputTarget> targets) {
        synchronized (changing) {
            if (closed) {
                return;
            }
            List<Open> before = now.open();
            List<Open> next = new ArrayList<>();
            List<Open> begun = new ArrayList<>();
            boolean toStandard = false;
            for (OutputTarget target : targets) {
                Open same = find(before, target);
                if (target.kind() == OutputKind.STDOUT) {
                    toStandard = true;
                } else if (same != null) {
                    next.add(same);
                } else {
                    Open open = new Open(target, levelOf(target, level), formOf(target), deliveries.to(target));
                    next.add(open);
                    begun.add(open);
                }
            }
            putNow(new Present(toStandard, List.copyOf(next)));
            List<Open> ending =
                    before.stream().filter(open -> !next.contains(open)).toList();
            begun.stream().filter(open -> !open.sharesName(ending)).forEach(Open::start);
            close(ending);
            begun.stream().filter(open -> open.sharesName(ending)).forEach(Open::start);
        }
    }

    private static Open find(List<Open> open, OutputTarget target) {
        return open.stream()
                .filter(each -> each.target().equals(target))
                .findFirst()
                .orElse(null);
    }

    /** The form of records for this target. */
    static Function<EncodedRecord, Message> formOf(OutputTarget target) {
        if (target.isSyslog()) {
            return new SyslogText(target)::of;
        }
        if (target.isKeyed()) {
            return EncodedRecord::keyed;
        }
        return target.option("format", "json").equals("cef") ? EncodedRecord::cef : EncodedRecord::json;
    }

    /** The level of this output, or the general one. */
    public static EventLevel levelOf(OutputTarget target, EventLevel otherwise) {
        String own = target.option("events", null);
        return own == null ? otherwise : EventLevel.valueOf(own.toUpperCase(Locale.ROOT));
    }

    /** Changes the outputs. When this returns, no record is on its way to the former ones. */
    private synchronized void putNow(Present next) {
        now = next;
    }

    @Override
    public synchronized void put(EncodedRecord record) {
        Present outputs = now;
        if (outputs.standard()) {
            putToStandard(record);
        }
        for (Open output : outputs.open()) {
            if (record.shownAt(output.level())) {
                output.delivery().offer(output.form().apply(record));
            }
        }
    }

    private void putToStandard(EncodedRecord record) {
        if (standard instanceof EncodedSink encoded) {
            encoded.put(record);
        } else {
            record.to(standard);
        }
        if (standardWaits) {
            standard.flush(); // each record is a message of its own
        }
    }

    @Override
    public void flush() {
        if (now.standard()) {
            standard.flush();
        }
    }

    @Override
    public void settle() {
        flush();
        now.open().forEach(output -> output.delivery().settle());
    }

    /** Opens files again, as after a rotation by another program. */
    public void reopen() {
        now.open().forEach(output -> output.delivery().reopen());
    }

    /** How each output fares, except for standard output. */
    public List<OutputCounts> counts() {
        return now.open().stream().map(output -> output.delivery().counts()).toList();
    }

    /** Delivers what waits, for each output as long as its receiver accepts it; the rest stays on disk. */
    @Override
    public void close() {
        synchronized (changing) {
            if (!closed) {
                closed = true;
                close(now.open());
            }
        }
    }

    /** Closes all in parallel, as each may have to wait for its receiver. */
    private static void close(List<Open> outputs) {
        List<Thread> closing = new ArrayList<>();
        for (Open output : outputs) {
            Thread thread = new Thread(
                    output.delivery()::close, "close-" + output.target().name());
            thread.start();
            closing.add(thread);
        }
        for (Thread thread : closing) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
