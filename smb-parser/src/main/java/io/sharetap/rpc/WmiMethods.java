package io.sharetap.rpc;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Knows which methods of WMI's classes run something, or set it up to be run. All others only read or change things.
 */
final class WmiMethods {
    private static final Set<String> SERVICE = Set.of("create", "change", "startservice");
    private static final Set<String> PACKAGE = Set.of("install", "admin", "advertise", "upgrade", "configure");
    private static final Set<String> TASK = Set.of(
            "registerbyobject",
            "registerbyprincipal",
            "registerbyuser",
            "registerbyxml",
            "setbyobject",
            "setbyprincipal",
            "setbyuser",
            "startbyobject",
            "startbypath");

    private static final Map<String, Set<String>> BY_CLASS = Map.ofEntries(
            Map.entry("win32_process", Set.of("create")),
            Map.entry("msft_mtprocess", Set.of("createprocess")),
            Map.entry("win32_service", SERVICE),
            Map.entry("win32_baseservice", SERVICE),
            Map.entry("win32_systemdriver", SERVICE),
            Map.entry("win32_terminalservice", SERVICE),
            Map.entry("win32_scheduledjob", Set.of("create")),
            Map.entry("win32_product", PACKAGE),
            Map.entry("ps_scheduledtask", TASK));

    private WmiMethods() {}

    /**
     * Whether the method runs something.
     *
     * @param path of the class, or of an object: {@code \\HOST\root\cimv2:Win32_Service.Name="x"}
     */
    static boolean runs(String path, String method) {
        return BY_CLASS.getOrDefault(classOf(path).toLowerCase(Locale.ROOT), Set.of())
                .contains(method.toLowerCase(Locale.ROOT));
    }

    /**
     * The class: the part after the namespace and before the keys ([MS-WMI] 2.2.2). The keys may contain any character.
     */
    private static String classOf(String path) {
        int keys = path.indexOf('=');
        String before = keys < 0 ? path : path.substring(0, keys);
        before = before.substring(before.lastIndexOf(':') + 1);
        int key = before.indexOf('.');
        return key < 0 ? before : before.substring(0, key);
    }
}
