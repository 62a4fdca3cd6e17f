package io.sharetap.capture;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The capabilities of one thread, as the kernel tells them (proc(5), {@code /proc/PID/task/TID/status}). Linux keeps
 * them by thread.
 *
 * @param user real user id
 * @param permitted capabilities that the thread has or may take, a bit each
 * @param ambient those that a program it starts keeps
 * @param bounding those that a program it starts may get
 * @param noNewPrivileges whether a program it starts can get no more than the thread has
 */
record ThreadRights(int user, long permitted, long ambient, long bounding, boolean noNewPrivileges) {
    static ThreadRights ofCaller() throws IOException {
        return of(Path.of("/proc/thread-self/status"));
    }

    static List<ThreadRights> ofAllThreads() throws IOException {
        List<ThreadRights> all = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                try {
                    all.add(of(thread.resolve("status")));
                } catch (IOException ended) {
                    continue;
                }
            }
        }
        return all;
    }

    private static ThreadRights of(Path status) throws IOException {
        int user = -1;
        long permitted = 0;
        long ambient = 0;
        long bounding = 0;
        boolean noNewPrivileges = false;
        for (String line : Files.readAllLines(status)) {
            String[] words = line.split("\\s+");
            switch (words[0]) {
                case "Uid:" -> user = (int) Long.parseLong(words[1]);
                case "CapPrm:" -> permitted = Long.parseUnsignedLong(words[1], 16);
                case "CapAmb:" -> ambient = Long.parseUnsignedLong(words[1], 16);
                case "CapBnd:" -> bounding = Long.parseUnsignedLong(words[1], 16);
                case "NoNewPrivs:" -> noNewPrivileges = words[1].equals("1");
                default -> {
                    // Other lines of the file are of no use here.
                }
            }
        }
        return new ThreadRights(user, permitted, ambient, bounding, noNewPrivileges);
    }
}
