package io.sharetap.capture;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.StringArray;
import io.sharetap.config.WrongSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Gives up all capabilities of the process except the one to read frames (CAP_NET_RAW). Capabilities belong to threads;
 * a Java machine has a dozen of these before its first line runs, and one cannot change another's. So this reduces the
 * caller's own, and restarts the program in place (execve): all threads of the new program have what the caller had
 * ({@code docs/decisions/0018}).
 */
public final class ProcessRights {
    private static final int NET_RAW = 13; // linux/capability.h
    private static final long NET_RAW_ALONE = 1L << NET_RAW;
    private static final int ROOT = 0;
    private static final int CAPABILITY_VERSION_3 = 0x20080522;
    private static final int CAPABILITIES_MAX = 64;

    private final SystemUser user;
    private final Consumer<String> messages;

    private ProcessRights(SystemUser user, Consumer<String> messages) {
        this.user = user;
        this.messages = messages;
    }

    /**
     * Returns where nothing more can or need be given up; capabilities that remain are reported. Otherwise the program
     * starts anew, with the same process number and arguments, and comes here again.
     *
     * @param userName the user to run as from here on: a name, {@code UID} or {@code UID:GID}; null: the user who
     *     started it
     * @param folders where this user must be able to write; missing ones are made and owned by the user
     * @param stopped whether the run is to end already; the program is then not started anew
     * @throws WrongSetting there is no such user, or the user may not write there
     */
    public static void reduce(String userName, List<Path> folders, Consumer<String> messages, BooleanSupplier stopped) {
        try {
            SystemUser user = userName == null ? null : SystemUser.of(userName);
            new ProcessRights(user, messages).reduce(folders, stopped);
        } catch (IOException | LinkageError e) {
            if (userName != null) {
                throw new WrongSetting("user: the process cannot become " + userName + ": " + e.getMessage());
            }
            messages.accept("no rights are given up: " + e);
        }
    }

    private void reduce(List<Path> folders, BooleanSupplier stopped) throws IOException {
        List<ThreadRights> before = ThreadRights.ofAllThreads();
        boolean change = user != null && before.get(0).user() != user.id();
        if (change && before.get(0).user() != ROOT) {
            throw new WrongSetting(
                    "user: only root may become another user; start it as root, or leave the setting out");
        }
        boolean nothing = before.stream().allMatch(each -> each.permitted() == 0);
        if (!change && (nothing || before.stream().allMatch(ProcessRights::isLeast))) {
            return;
        }
        if (change) {
            makeMissing(folders);
        }
        limitWhatPrograms();
        if (change) {
            become();
            checkWritable(folders);
        }
        keepNetRawAlone();
        if (stopped.getAsBoolean()) {
            return; // the new program would not know of the stop
        }
        ThreadRights reduced = ThreadRights.ofCaller();
        if (isLeast(reduced) && staysSo(reduced)) {
            startAnew();
        }
        reportWhatStays();
    }

    private static boolean isLeast(ThreadRights thread) {
        return (thread.permitted() & ~NET_RAW_ALONE) == 0 && thread.noNewPrivileges();
    }

    /** Whether a program that the thread starts gets exactly the capabilities that this thread has. */
    private static boolean staysSo(ThreadRights thread) {
        return thread.user() == ROOT
                ? (thread.bounding() & ~NET_RAW_ALONE) == 0
                : (thread.ambient() & NET_RAW_ALONE) == (thread.permitted() & NET_RAW_ALONE);
    }

    /** Where CAP_SETPCAP is lacking, the bounding set stays as it is; no-new-privileges then has the same effect. */
    private static void limitWhatPrograms() {
        for (int capability = 0; capability < CAPABILITIES_MAX; capability++) {
            if (capability != NET_RAW && LibC.prctl(LibC.PR_CAPBSET_READ, capability, 0, 0, 0) == 1) {
                LibC.prctl(LibC.PR_CAPBSET_DROP, capability, 0, 0, 0);
            }
        }
    }

    /** Changes the user. With the user id of root, all threads lose their capabilities, except the caller. */
    private void become() throws IOException {
        LibC.prctl(LibC.PR_SET_KEEPCAPS, 1, 0, 0, 0);
        int groups = user.name() == null ? LibC.setgroups(0, null) : LibC.initgroups(user.name(), user.group());
        if (groups < 0
                || LibC.setresgid(user.group(), user.group(), user.group()) < 0
                || LibC.setresuid(user.id(), user.id(), user.id()) < 0) {
            throw new IOException("error " + Native.getLastError());
        }
    }

    private static void keepNetRawAlone() throws IOException {
        int kept = (int) (ThreadRights.ofCaller().permitted() & NET_RAW_ALONE);
        try (Memory header = new Memory(2L * Integer.BYTES);
                Memory data = new Memory(6L * Integer.BYTES)) {
            header.setInt(0, CAPABILITY_VERSION_3);
            header.setInt(Integer.BYTES, 0); // 0: the calling thread
            data.clear();
            data.setInt(0, kept); // effective
            data.setInt(Integer.BYTES, kept); // permitted
            data.setInt(2L * Integer.BYTES, kept); // inheritable
            LibC.capset(header, data);
        }
        LibC.prctl(LibC.PR_CAP_AMBIENT, LibC.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
        if (kept != 0) {
            LibC.prctl(LibC.PR_CAP_AMBIENT, LibC.PR_CAP_AMBIENT_RAISE, NET_RAW, 0, 0);
        }
        LibC.prctl(LibC.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    }

    private void startAnew() throws IOException {
        String program = Files.readSymbolicLink(Path.of("/proc/self/exe")).toString();
        String text = new String(Files.readAllBytes(Path.of("/proc/self/cmdline")), StandardCharsets.ISO_8859_1);
        String[] arguments = text.split("\0", -1); // the text ends with a zero, so the last part is empty
        String[] all = Arrays.copyOf(arguments, arguments.length - 1);
        // ISO 8859-1 maps each byte to itself.
        LibC.execv(program, new StringArray(all, StandardCharsets.ISO_8859_1.name()));
        messages.accept("cannot start anew with fewer rights: " + program + ", error " + Native.getLastError());
    }

    private void reportWhatStays() throws IOException {
        long more = ThreadRights.ofAllThreads().stream()
                .filter(each -> !isLeast(each))
                .count();
        ThreadRights caller = ThreadRights.ofCaller();
        if (!isLeast(caller)) {
            messages.accept("rights beyond CAP_NET_RAW could not be given up: " + Long.toHexString(caller.permitted())
                    + (caller.noNewPrivileges() ? "" : ", new ones can be had"));
        } else if (more > 0) {
            messages.accept("rights beyond CAP_NET_RAW were given up, but for " + more
                    + " threads of the Java machine itself, which keep what they had");
        }
    }

    private void makeMissing(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            if (!Files.exists(folder)) {
                Files.createDirectories(folder);
                Files.setAttribute(folder, "unix:uid", user.id());
                Files.setAttribute(folder, "unix:gid", user.group());
                Files.setAttribute(folder, "unix:mode", 0700);
            }
        }
    }

    private void checkWritable(List<Path> folders) {
        for (Path folder : folders) {
            if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
                throw new WrongSetting(
                        "user: " + said() + " may not write to " + folder + ": chown -R " + said() + " " + folder);
            }
        }
    }

    private String said() {
        return user.name() == null ? Integer.toString(user.id()) : user.name();
    }
}
