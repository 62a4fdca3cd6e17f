package io.sharetap.baseline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Guards the folder of a stored baseline: one process at a time, no newer version; a damaged baseline is set aside. */
final class BaselineFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String STATE = "state";
    private static final String REDO = "redo";
    private static final String SET_ASIDE = "damaged-";
    private static final int PID_DIGITS_MAX = 20;

    /** Parts of the messages of Java and Chronicle Map where the system refuses, though the files may be sound. */
    private static final List<String> OF_THE_SYSTEM =
            List.of("Map failed", "Too many open files", "Mount point not found");

    private static final List<String> OF_A_FULL_DISK =
            List.of("Not enough space", "No space left", "Disk quota exceeded", "posix_fallocate");

    private final Path path;
    private final FileChannel lockChannel;
    private final StateFile state;
    private final RedoSlot redo;
    private final BaselineMaps maps;
    private final FileLengths lengths;

    private BaselineFolder(Path path, FileChannel lockChannel, StateFile state, RedoSlot redo, BaselineMaps maps) {
        this.path = path;
        this.lockChannel = lockChannel;
        this.state = state;
        this.redo = redo;
        this.maps = maps;
        lengths = new FileLengths(path, state);
        lengths.note();
    }

    /** What to do with a folder that is damaged, or holds no baseline. */
    enum Otherwise {
        /** Set a damaged one aside, and begin a new one. */
        BEGIN,
        /** Refuse, and leave the folder as it is. */
        REFUSE
    }

    /** @param bytes bounds what the folder takes from the disk; a message tells where it is less than asked for */
    static BaselineFolder open(
            Path directory,
            BaselineSettings.Capacity asked,
            FolderBytes bytes,
            Otherwise otherwise,
            Consumer<String> messages)
            throws IOException {
        if (otherwise == Otherwise.REFUSE && !Files.exists(directory.resolve(STATE))) {
            throw new IOException(
                    hasMaps(directory)
                            ? "baseline " + directory + " has lost its state file"
                            : "there is no baseline in " + directory);
        }
        BaselineSettings.Capacity capacity = bytes.within(asked);
        if (!capacity.equals(asked)) {
            messages.accept("baseline " + directory + " is bounded by history.folder-bytes-max: " + capacity);
        }
        BaselineFolder folder = open(directory, capacity, otherwise, messages);
        if (!bytes.count(parts(directory))) {
            messages.accept("baseline " + directory + " takes more bytes than history.folder-bytes-max allows: it is"
                    + " not extended; export it and import it into a new folder to make it smaller");
        }
        folder.maps.extendWithin(bytes);
        return folder;
    }

    private static BaselineFolder open(
            Path directory, BaselineSettings.Capacity capacity, Otherwise otherwise, Consumer<String> messages)
            throws IOException {
        try {
            Files.createDirectories(directory);
            FileChannel lockChannel = lock(directory);
            try {
                return openLocked(directory, capacity, otherwise, messages, lockChannel);
            } catch (IOException | RuntimeException | Error e) {
                lockChannel.close();
                throw e;
            }
        } catch (IOException e) {
            if (!meansFullDisk(e)) {
                throw e;
            }
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new DiskFullException("the disk is full: baseline " + directory + ": " + reason.getMessage(), e);
        }
    }

    private static BaselineFolder openLocked(
            Path directory,
            BaselineSettings.Capacity capacity,
            Otherwise otherwise,
            Consumer<String> messages,
            FileChannel lockChannel)
            throws IOException {
        long stateBytes = directory.resolve(STATE).toFile().length();
        StateFile state = new StateFile(directory.resolve(STATE));
        if (state.isOurs() && state.version() > StateFile.VERSION) {
            throw new IOException(
                    "baseline " + directory + " was written by a newer version of Sharetap (format " + state.version()
                            + ", this one reads " + StateFile.VERSION + "): use that version, or another folder");
        }
        boolean begun = state.isNew();
        boolean cut = stateBytes > 0 && stateBytes < StateFile.FILE_BYTES || begun && hasMaps(directory);
        if (cut || !begun && !state.isOurs()) {
            return setAside(directory, capacity, otherwise, messages, lockChannel, "its state file is damaged");
        }
        String cutFile = new FileLengths(directory, state).cutFile();
        if (cutFile != null) {
            return setAside(directory, capacity, otherwise, messages, lockChannel, cutFile);
        }
        if (begun) {
            state.begin(capacity);
        }
        try {
            BaselineSettings.Capacity inForce = state.capacity();
            if (!inForce.equals(capacity)) {
                messages.accept("baseline " + directory + " keeps the capacity it was begun with: " + inForce
                        + "; export it and import it into a new folder to change that");
            }
            return openMaps(directory, inForce, messages, lockChannel, state);
        } catch (IOException | RuntimeException | Error e) {
            if (begun && meansFullDisk(e)) {
                deleteParts(directory);
            }
            if (!meansDamage(e)) {
                throw new IOException("baseline " + directory + " cannot be opened: " + e.getMessage(), e);
            }
            return setAside(directory, capacity, otherwise, messages, lockChannel, "its maps cannot be opened: " + e);
        }
    }

    /** Whether there are maps; they are made once the state has been written. */
    private static boolean hasMaps(Path directory) {
        return BaselineMaps.fileNames().stream()
                .anyMatch(name -> directory.resolve(name).toFile().length() > 0);
    }

    private static boolean meansFullDisk(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (OF_A_FULL_DISK.stream().anyMatch(String.valueOf(cause.getMessage())::contains)) {
                return true;
            }
        }
        return false;
    }

    /** Deletes files that were begun and hold nothing yet. */
    private static void deleteParts(Path directory) throws IOException {
        for (Path file : parts(directory)) {
            Files.delete(file);
        }
    }

    private static List<Path> parts(Path directory) throws IOException {
        try (Stream<Path> listed = Files.list(directory)) {
            return listed.filter(BaselineFolder::isPart).collect(Collectors.toList());
        }
    }

    /**
     * Whether the failure shows damage; false where the system refused files, space or memory, so that the files may be
     * sound.
     */
    private static boolean meansDamage(Throwable failure) {
        if (meansFullDisk(failure)) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof FileSystemException
                    || cause instanceof FileNotFoundException
                    || cause instanceof VirtualMachineError
                    || OF_THE_SYSTEM.stream().anyMatch(message::contains)) {
                return false;
            }
        }
        return true;
    }

    private static BaselineFolder openMaps(
            Path directory,
            BaselineSettings.Capacity capacity,
            Consumer<String> messages,
            FileChannel lockChannel,
            StateFile state)
            throws IOException {
        boolean recover = state.wasOpen();
        if (recover) {
            messages.accept("baseline " + directory + " was not closed by the process before: recovering it");
        }
        state.open(true);
        RedoSlot redo = new RedoSlot(directory.resolve(REDO));
        if (state.version() == FormatOne.VERSION) {
            messages.accept("baseline " + directory + " has format 1 of an earlier version: bringing it to format "
                    + StateFile.VERSION);
            new FormatOne(directory, capacity, recover, redo).convert();
            state.converted();
            FormatOne.deleteRest(directory);
        }
        BaselineMaps maps = BaselineMaps.inFolder(capacity, directory.toFile(), recover, redo);
        return new BaselineFolder(directory, lockChannel, state, redo, maps);
    }

    /** Moves the files into a folder of their own, and begins a new baseline. */
    private static BaselineFolder setAside(
            Path directory,
            BaselineSettings.Capacity capacity,
            Otherwise otherwise,
            Consumer<String> messages,
            FileChannel lockChannel,
            String why)
            throws IOException {
        if (otherwise == Otherwise.REFUSE) {
            throw new DamagedException("baseline " + directory + " is damaged (" + why + ")");
        }
        int number = 1;
        while (Files.exists(directory.resolve(SET_ASIDE + number))) {
            number++;
        }
        Path aside = Files.createDirectory(directory.resolve(SET_ASIDE + number));
        for (Path file : parts(directory)) {
            Files.move(file, aside.resolve(file.getFileName()));
        }
        messages.accept("baseline " + directory + " is damaged (" + why + "): it was moved to " + aside
                + ", this run starts without history");
        StateFile state = new StateFile(directory.resolve(STATE));
        state.begin(capacity);
        return openMaps(directory, capacity, messages, lockChannel, state);
    }

    private static boolean isPart(Path file) {
        String name = file.getFileName().toString();
        return name.equals(STATE)
                || name.equals(REDO)
                || name.equals(PendingMerge.NAME)
                || name.equals(PendingForgetting.NAME)
                || name.startsWith(BaselineMaps.WRITES_FILE)
                || name.contains(BaselineMaps.MAP_ENDING);
    }

    /** Locks the folder. The file holds its owner's process id; the system frees the lock when that process ends. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process holds the lock: refused below, with its id.
        }
        if (lock == null) {
            String owner = owner(channel);
            channel.close();
            throw new IOException("baseline " + directory + " is in use by process " + owner);
        }
        try {
            channel.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_DIGITS_MAX);
        channel.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
    }

    Path path() {
        return path;
    }

    BaselineMaps maps() {
        return maps;
    }

    BaselineSettings.Capacity capacity() {
        return state.capacity();
    }

    long day() {
        return state.day();
    }

    long observedBits() {
        return state.observedBits();
    }

    boolean active() {
        return state.active();
    }

    void save(long day, long observedBits, boolean active) {
        state.save(day, observedBits, active);
    }

    /** The file that another process cut short, in words; null where there is none. */
    String cutFile() {
        String cut = lengths.cutFile();
        if (cut == null) {
            lengths.note();
        }
        return cut;
    }

    /** Leaves the folder as a kill would: mapped memory is not touched any more. */
    void abandon() throws IOException {
        lockChannel.close();
    }

    /** To be called once the maps are closed: the next process then need not recover. */
    @Override
    public void close() {
        redo.close();
        lengths.note();
        state.open(false);
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the baseline's lock could not be given back", e);
        }
    }
}
