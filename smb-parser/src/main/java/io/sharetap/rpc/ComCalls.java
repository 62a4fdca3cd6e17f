package io.sharetap.rpc;

import io.sharetap.rpc.KnownServices.Service;
import io.sharetap.rpc.Latest.Hosts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads calls to objects, as far as they can be told without their type: activation ([MS-DCOM] 3.1.2.5.2), WMI's
 * methods ([MS-WMI] 3.1.4.3.22) and IDispatch ([MS-OAUT] 3.1.4.4).
 */
final class ComCalls {
    private static final int ORPC_THIS = 28; // version, flags, reserved, causality id: [MS-DCOM] 2.2.13.3
    private static final int EXEC_METHOD = 24;
    private static final int COMMAND_CHARS_MAX = 8_192;
    private static final String OF_PARAMETERS = "__PARAMETERS";

    /** Classes by which others run commands, and the one by which WMI begins. */
    private enum ComClass {
        MMC20("MMC20.Application", 0x49B2_791A_B1AE_4C90L, 0x9B8E_E860_BA07_F889L),
        SHELL_WINDOWS("ShellWindows", 0x9BA0_5972_F6A8_11CFL, 0xA442_00A0_C90A_8F39L),
        SHELL_BROWSER_WINDOW("ShellBrowserWindow", 0xC08A_FD90_F2A1_11D1L, 0x8455_00A0_C91F_3880L),
        EXCEL("Excel.Application", 0x0002_4500_0000_0000L, 0xC000_0000_0000_0046L),
        OUTLOOK("Outlook.Application", 0x0006_F03A_0000_0000L, 0xC000_0000_0000_0046L),
        VISIO("Visio.InvisibleApp", 0x0002_1A20_0000_0000L, 0xC000_0000_0000_0046L),
        HTAFILE("htafile", 0x3050_F4D8_98B5_11CFL, 0xBB82_00AA_00BD_CE0BL),
        WMI_LOGIN("WbemLevel1Login", 0x8BC3_F05E_D86B_11D0L, 0xA075_00C0_4FB6_8820L);

        private final String title;
        private final long high;
        private final long low;

        ComClass(String title, long high, long low) {
            this.title = title;
            this.high = high;
            this.low = low;
        }
    }

    private final RpcState shared;

    ComCalls(RpcState shared) {
        this.shared = shared;
    }

    RpcCall.Meaning meaningOf(RpcCall call, NdrReader arguments) {
        return switch (call.meaning) {
            case WMI -> arguments == null ? shared.sealed(call, "wmi", "called") : method(call, arguments);
            case ACTIVATION ->
                arguments == null ? shared.sealed(call, "dcom", "activated") : activation(call, arguments);
            default -> arguments == null ? shared.sealed(call, "dcom", "called") : invoke(call);
        };
    }

    private RpcCall.Meaning activation(RpcCall call, NdrReader arguments) {
        ComClass found = classIn(arguments);
        if (found == null) {
            return null;
        }
        return (answer, seen, now) -> {
            if (answer != null && (int) answer.returned() < 0) {
                return;
            }
            shared.activated.put(Hosts.of(call.conversation.connection), found.title);
            if (found != ComClass.WMI_LOGIN) {
                shared.tell(call.execution("dcom", "activated", new Service(found.title, null, null), null, seen), now);
            }
        };
    }

    /** A CLSID that stands among the activation's properties, in the order of little-endian senders. */
    private static ComClass classIn(NdrReader arguments) {
        byte[] bytes = arguments.bytes();
        for (int at = arguments.position(); at + 16 <= arguments.end(); at += 4) {
            long high = RpcConversation.uuidHigh(bytes, at, false);
            for (ComClass each : ComClass.values()) {
                if (each.high == high && each.low == RpcConversation.uuidLow(bytes, at)) {
                    return each;
                }
            }
        }
        return null;
    }

    private RpcCall.Meaning invoke(RpcCall call) {
        return (answer, seen, now) -> {
            if (answer == null || (int) answer.returned() >= 0) {
                String name = shared.activated.get(Hosts.of(call.conversation.connection));
                shared.tell(call.execution("dcom", "called", new Service(name, null, null), null, seen), now);
            }
        };
    }

    /** ExecMethod: the object's path and the method's name are BSTRs; the parameters an object of [MS-WMIO]. */
    private RpcCall.Meaning method(RpcCall call, NdrReader arguments) {
        arguments.skip(ORPC_THIS);
        arguments.pointer(); // extensions
        String object = bstr(arguments);
        String method = bstr(arguments);
        if (object == null || method == null) {
            return null;
        }
        String name = object + '.' + method;
        boolean process = object.regionMatches(true, 0, "Win32_Process", 0, 13) && method.equalsIgnoreCase("Create");
        String command = process ? commandIn(arguments) : null;
        String tool = RemoteTools.ofProcess(command);
        return (answer, seen, now) -> {
            if (answer == null || (int) answer.returned() >= 0) {
                shared.tell(call.execution("wmi", "called", new Service(name, null, command), tool, seen), now);
            }
        };
    }

    /** A FLAGGED_WORD_BLOB behind its pointer: [MS-OAUT] 2.2.23. */
    private static String bstr(NdrReader arguments) {
        if (!arguments.pointer()) {
            return null;
        }
        long most = arguments.size();
        arguments.u32(); // cBytes
        long count = arguments.u32();
        if (arguments.broken() || count < 0 || count > most || count * 2 > arguments.end() - arguments.position()) {
            return null;
        }
        int at = arguments.position();
        int chars = (int) Math.min(count, COMMAND_CHARS_MAX);
        String text = new String(arguments.bytes(), at, chars * 2, StandardCharsets.UTF_16LE);
        arguments.skip((int) count * 2);
        return text;
    }

    /**
     * The first text behind the last name of the parameters' class: CommandLine. Texts are marked by a byte of 0 and
     * hold one byte a character, or by a byte of 1 and hold two ([MS-WMIO] 2.2.78).
     */
    private static String commandIn(NdrReader arguments) {
        byte[] bytes = arguments.bytes();
        List<String> texts = new ArrayList<>();
        int named = -1;
        int at = arguments.position();
        while (at < arguments.end()) {
            int end = textEnd(bytes, at, arguments.end());
            if (end < 0) {
                at++;
                continue;
            }
            boolean wide = bytes[at] == 1;
            String text = new String(
                    bytes, at + 1, end - at - 1, wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
            texts.add(text);
            named = text.equals(OF_PARAMETERS) ? texts.size() : named;
            at = end + (wide ? 2 : 1);
        }
        return named < 0 || named >= texts.size() ? null : texts.get(named);
    }

    /** Where the text's NUL stands; -1: here is no text of three characters or more. */
    private static int textEnd(byte[] bytes, int at, int limit) {
        int width = bytes[at] == 1 ? 2 : bytes[at] == 0 ? 1 : 0;
        if (width == 0) {
            return -1;
        }
        int to = at + 1;
        while (to + width <= limit && isPrinted(bytes, to, width) && to - at < COMMAND_CHARS_MAX * width) {
            to += width;
        }
        boolean ends = to + width <= limit && bytes[to] == 0 && (width == 1 || bytes[to + 1] == 0);
        return ends && to - at > 3 * width ? to : -1;
    }

    private static boolean isPrinted(byte[] bytes, int at, int width) {
        int first = bytes[at] & 0xFF;
        return width == 1 ? first >= ' ' && first != 0x7F : first >= ' ' || bytes[at + 1] != 0;
    }
}
