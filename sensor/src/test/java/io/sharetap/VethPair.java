package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two interfaces of this machine: what goes into one comes out of the other, and nothing else does. */
public final class VethPair implements AutoCloseable {
    private static final Pattern ENTRY = Pattern.compile("st[a-z]([0-9]+)a");

    private final String entry;
    private final String exit;

    private VethPair(String name) {
        entry = name + "a";
        exit = name + "b";
    }

    /**
     * Makes one, or ends the test where that is not allowed. Those of runs that were killed are taken down.
     *
     * @param use a letter, by which the pairs of one run are told apart
     */
    public static VethPair made(char use) throws IOException, InterruptedException {
        takeDownThoseOfTheDead();
        VethPair pair = new VethPair("st" + use + ProcessHandle.current().pid());
        if (!ip("link", "add", pair.entry, "type", "veth", "peer", "name", pair.exit)) {
            Needs.lacking("no right to make network interfaces");
        }
        for (String end : new String[] {pair.entry, pair.exit}) {
            Path chatter = Path.of("/proc/sys/net/ipv6/conf", end, "disable_ipv6");
            if (Files.exists(chatter)) {
                Files.writeString(chatter, "1");
            }
            assertTrue(ip("link", "set", end, "up"), end);
        }
        pair.waitUntilUp();
        return pair;
    }

    private void waitUntilUp() throws IOException, InterruptedException {
        for (String end : new String[] {entry, exit}) {
            while (!file(end, "operstate").equals("up")) {
                Thread.sleep(10); // before that it sends nothing
            }
        }
    }

    private static void takeDownThoseOfTheDead() throws IOException, InterruptedException {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            Matcher ours = ENTRY.matcher(each.getName());
            if (ours.matches()
                    && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                ip("link", "delete", each.getName());
            }
        }
    }

    private static boolean ip(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "ip";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private String file(String end, String name) throws IOException {
        return Files.readString(Path.of("/sys/class/net", end, name)).strip();
    }

    /** Where frames go in. */
    public String entry() {
        return entry;
    }

    /** Where they come out. */
    public String exit() {
        return exit;
    }

    /** As somebody may who takes it out of service: frames that go in do not come out. */
    public void setExitDown() throws IOException, InterruptedException {
        assertTrue(ip("link", "set", exit, "down"), exit);
    }

    /** Puts it in service again, and waits until frames come out. */
    public void setExitUp() throws IOException, InterruptedException {
        assertTrue(ip("link", "set", exit, "up"), exit);
        waitUntilUp();
    }

    /** As a cable that is pulled: the exit stays up and has no link. */
    public void pull() throws IOException, InterruptedException {
        assertTrue(ip("link", "set", entry, "down"), entry);
    }

    /** Puts the cable in again, and waits until frames come out. */
    public void plug() throws IOException, InterruptedException {
        assertTrue(ip("link", "set", entry, "up"), entry);
        waitUntilUp();
    }

    /** Frames that went over it. */
    public long sent() throws IOException {
        return Long.parseLong(file(entry, "statistics/tx_packets"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        ip("link", "delete", entry);
    }
}
