package io.sharetap.fleet;

import io.sharetap.baseline.BaselineCare;
import io.sharetap.baseline.BaselineEntry;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Merges stored baselines, and sends their entries as letters to the steps that keep them. */
final class Seeds {
    private final Parts parts;
    private final Sink sink;
    /** The head of each executable that is the only one with its head; it chooses the executable's part. */
    private final Map<ByteBuffer, byte[]> heads = new HashMap<>();

    private long day;

    /** Takes letters, in the order in which each part has to read them. */
    interface Sink {
        void toClients(int part, Letter letter);

        void toExecutables(int part, Letter letter);

        void toDestinations(int part, Letter letter);

        void toStories(Letter letter);
    }

    Seeds(Parts parts, Sink sink) {
        this.parts = parts;
        this.sink = sink;
    }

    /**
     * Sends the entries of the baselines in these folders, except for the last letter. An entry that is sent twice
     * counts once: it says on which days and with which hosts something was seen, and is merged.
     *
     * @param settings by which the baselines are opened
     * @return the last letter, to be sent to stories when all others were taken; null: the baselines are empty
     * @throws io.sharetap.baseline.DamagedException one is damaged, and was left as it is; nothing was sent
     * @throws IOException one is not there or cannot be used; nothing was sent
     */
    Letter.Seeded send(List<Path> folders, BaselineSettings settings, Consumer<String> messages) throws IOException {
        try (ChronicleBaseline united = ChronicleBaseline.inMemory(settings)) {
            for (Path folder : folders) {
                try (ChronicleBaseline one = BaselineCare.openSound(folder, settings, messages)) {
                    one.care().forEachNamedHead((head, whole) -> heads.put(ByteBuffer.wrap(whole), head));
                    united.care().mergeFrom(one.care());
                }
            }
            BaselineCare.Reached reached = united.care().reached();
            if (reached.day() <= 0) {
                return null;
            }
            day = reached.day();
            united.care().forEach(this::send);
            return new Letter.Seeded(reached.day(), reached.observedBits(), reached.active());
        }
    }

    private void send(BaselineEntry entry) {
        Letter.Seed seed = new Letter.Seed(day, entry);
        switch (entry.about()) {
            case CLIENT -> sink.toClients(parts.ofClient(entry.host()), seed);
            case HOLD -> {
                for (int part = 0; part < parts.count(); part++) {
                    sink.toClients(part, seed);
                }
            }
            case DESTINATION -> {
                sink.toDestinations(parts.ofDestination(entry.host()), seed);
                if (entry.controllerDay() != 0) {
                    sink.toStories(seed);
                }
            }
            case HEAD -> sink.toExecutables(parts.ofExecutable(null, entry.executable()), seed);
            default -> sendExecutable(entry.executable(), seed);
        }
    }

    /**
     * An executable whose head is not known goes to all parts: the one that has its head will use it, the others drop
     * it.
     */
    private void sendExecutable(byte[] executable, Letter.Seed seed) {
        byte[] head = heads.get(ByteBuffer.wrap(executable));
        if (head != null) {
            sink.toExecutables(parts.ofExecutable(null, head), seed);
            return;
        }
        for (int part = 0; part < parts.count(); part++) {
            sink.toExecutables(part, seed);
        }
    }
}
