package io.sharetap.capture;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes a folder and gives the captures in it, in the order of their first packets' times; of equal times, by name.
 * Folders in it are not searched: rolling captures lie side by side.
 */
final class CaptureFolder {
    /** The time of a file without a first packet: it is read first, as it delays nothing. */
    private static final long NO_PACKET = Long.MIN_VALUE;

    private final Path folder;
    private final CaptureReport report;

    CaptureFolder(Path folder, CaptureReport report) {
        this.folder = folder;
        this.report = report;
    }

    List<CaptureInput> inputs() {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
            listing.forEach(entries::add);
        } catch (DirectoryIteratorException unreadable) {
            return none(unreadable.getCause());
        } catch (IOException unreadable) {
            return none(unreadable);
        }
        entries.sort(Comparator.naturalOrder());
        List<Dated> captures = new ArrayList<>();
        entries.forEach(entry -> consider(entry, captures));
        if (captures.isEmpty()) {
            report.onDamage(new CaptureDamage(folder.toString(), 0, "no capture in this folder"));
        }
        captures.sort(Comparator.comparingLong(Dated::firstPacketNanos));
        return captures.stream().map(Dated::input).toList();
    }

    private List<CaptureInput> none(IOException unreadable) {
        report.onDamage(new CaptureDamage(folder.toString(), 0, CaptureInput.reasonOf(unreadable)));
        return List.of();
    }

    private void consider(Path entry, List<Dated> captures) {
        if (!Files.isRegularFile(entry)) {
            report.onSkipped(entry.toString(), Files.isDirectory(entry) ? "a folder in a folder" : "not a file");
            return;
        }
        CaptureInput input = CaptureInput.ofPath(entry);
        FrameMemory memory = new FrameMemory(CaptureMemory.forALook());
        try {
            lookInto(input, memory, captures);
        } catch (IOException unreadable) {
            captures.add(new Dated(input, NO_PACKET)); // reported when its turn comes
        } finally {
            memory.close();
        }
    }

    private void lookInto(CaptureInput input, FrameMemory memory, List<Dated> captures) throws IOException {
        ByteSupply supply = input.open(memory, new PipeInput());
        try {
            boolean readable = supply.ensure(CaptureReader.MAGIC_BYTES) == Readiness.READY;
            CaptureReader reader = readable ? CaptureReader.of(supply) : null;
            if (reader != null) {
                captures.add(new Dated(input, reader.next() == Step.FRAME ? reader.epochNanos() : NO_PACKET));
            } else {
                report.onSkipped(input.name(), CaptureFiles.NO_CAPTURE);
            }
        } finally {
            supply.close();
        }
    }

    private record Dated(CaptureInput input, long firstPacketNanos) {}
}
