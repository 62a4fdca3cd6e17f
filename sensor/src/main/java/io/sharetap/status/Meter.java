package io.sharetap.status;

/** Names every metric, with its description; docs/operations.md lists them all. */
enum Meter {
    PACKETS("packets", true, "Packets that the sensor took from an interface."),
    BYTES("bytes", true, "Bytes of those packets, as captured."),
    DROPPED_PACKETS("dropped.packets", true, "Packets lost, by the place: kernel, interface or ring."),
    INTERFACE_UP("interface.up", false, "Whether frames can come from an interface."),
    INTERFACE_CHANGES("interface.changes", true, "Times that an interface stopped or began to give frames."),
    RING_USED("ring.used.bytes", false, "Bytes of an interface's ring that are in use."),
    RING_SIZE("ring.size.bytes", false, "Bytes of an interface's ring."),
    LAG("lag.seconds", false, "How far a stage is behind the wire, at its last full second."),
    STAGE_CPU("stage.cpu.seconds", true, "Processor time of a stage's thread."),
    FLOWS("flows", true, "TCP connections on SMB ports."),
    FLOWS_OPEN("flows.open", false, "TCP connections that are remembered now."),
    DECODE_FAILURES("decode.failures", true, "Frames that could not be decoded, or not wholly, by reason."),
    GAP_BYTES("reassembly.gap.bytes", true, "Bytes of TCP streams that were never seen."),
    HELD_BYTES("held.bytes", false, "Bytes in which segments, heads of messages and content wait."),
    SMB_MESSAGES("smb.messages", true, "SMB messages, each part of a compound counted."),
    ANOMALIES("anomalies", true, "Oddities of the input, by name."),
    BLIND_SESSIONS("blind.sessions", true, "Sessions that could not be looked into, by reason."),
    FILE_WRITES("file.writes", true, "Reports of written files, by kind and outcome."),
    ALERTS("alerts", true, "Alerts raised, by variation and severity."),
    FOLDED_WRITES("folded.writes", true, "Writes folded into alerts."),
    SUPPRESSED_ALERTS("suppressed.alerts", true, "Uncommon writes that raised no alert, by reason."),
    BASELINE_ENTRIES("baseline.entries", false, "Entries of the baseline, by table."),
    BASELINE_CAPACITY("baseline.capacity.entries", false, "Entries that the baseline has room for, by table."),
    BASELINE_EVICTIONS("baseline.evictions", true, "Entries that left the baseline before their time, as it was full."),
    BASELINE_OBSERVED_DAYS("baseline.observed", false, "Days of the window on which SMB was seen."),
    BASELINE_ACTIVE("baseline.active", false, "Whether enough days were observed to raise alerts."),
    BASELINE_DISK_FULL("baseline.disk.full", true, "Times that the disk had no room for the baseline."),
    TABLE_EVICTIONS("table.evictions", true, "Entries that left a bounded table before their time, by table."),
    OUTPUT_RECORDS("output.records", true, "Records that an output's receiver has taken."),
    OUTPUT_LOST_RECORDS("output.lost.records", true, "Records that never came to an output's receiver, by reason."),
    OUTPUT_QUEUED_RECORDS("output.queued.records", false, "Records that wait in memory for an output's receiver."),
    OUTPUT_QUEUED_BYTES("output.queued.bytes", false, "Bytes of those records."),
    OUTPUT_SPILLED_RECORDS("output.spilled.records", false, "Records that wait on disk for an output's receiver."),
    OUTPUT_SPILLED_BYTES("output.spilled.bytes", false, "Bytes of disk that they take."),
    OUTPUT_RECONNECTS("output.reconnects", true, "Times that an output's receiver was tried anew after a failure."),
    OUTPUT_UP("output.up", false, "Whether an output's receiver took what was last given to it."),
    OUTPUT_LAST_ERROR_AGE("output.last.error.age.seconds", false, "How long ago an output failed last; NaN: never."),
    CONFIG_RELOADS("config.reloads", true, "Readings of the settings at SIGHUP, by result."),
    CONFIG_RELOADED(
            "config.last.reload.success.timestamp.seconds",
            false,
            "When settings were last read without a mistake, in seconds since 1970."),
    EXTRACTED("extracted.executables", true, "Executables that were saved."),
    NOT_EXTRACTED("extract.refused.executables", true, "Executables that were not saved, by reason."),
    EXTRACT_HELD("extract.held.bytes", false, "Bytes of saved executables that lie in the folder."),
    FAULTS("faults", true, "Failures of Sharetap's own code; each gave up what it worked on.");

    private static final String PREFIX = "sharetap.";

    private final String name;
    private final boolean counts;
    private final String sentence;

    Meter(String name, boolean counts, String sentence) {
        this.name = PREFIX + name;
        this.counts = counts;
        this.sentence = sentence;
    }

    /** The name for Micrometer, with dots. */
    String dotted() {
        return name;
    }

    /** The name in Prometheus. */
    String shown() {
        return name.replace('.', '_') + (counts ? "_total" : "");
    }

    String sentence() {
        return sentence;
    }
}
