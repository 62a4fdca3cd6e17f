package io.sharetap.rpc;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads calls to the remote registry, [MS-RRP] 3.1.5, as far as they set something to be run later. */
final class RegistryCalls {
    static final int OPEN_CLASSES_ROOT = 0;
    static final int OPEN_CURRENT_USER = 1;
    static final int OPEN_LOCAL_MACHINE = 2;
    static final int OPEN_USERS = 4;
    static final int CREATE_KEY = 6;
    static final int OPEN_KEY = 15;
    static final int SET_VALUE = 22;

    private static final int PATH_CHARS_MAX = 1_024;
    private static final long REG_SZ = 1;
    private static final long REG_EXPAND_SZ = 2;
    private static final long REG_MULTI_SZ = 7;

    private static final Pattern RUN_KEY = Pattern.compile(".*\\\\currentversion\\\\(policies\\\\explorer\\\\)?"
            + "(run|runonce|runonceex(\\\\[^\\\\]+)?|runservices|runservicesonce)");
    private static final Pattern SERVICE_KEY =
            Pattern.compile("hklm\\\\system\\\\[^\\\\]*controlset[^\\\\]*\\\\services\\\\([^\\\\]+)(\\\\parameters)?");

    private final RpcState shared;

    /** The key for which a handle stands, such as {@code HKLM\Software}. */
    private record Key(String path) {}

    RegistryCalls(RpcState shared) {
        this.shared = shared;
    }

    RpcCall.Meaning meaningOf(RpcCall call, NdrReader arguments) {
        if (arguments == null) {
            return call.opnum == SET_VALUE ? shared.sealed(call, "registry", "set") : null;
        }
        return switch (call.opnum) {
            case OPEN_CLASSES_ROOT -> opens(call, new Key("HKCR"));
            case OPEN_CURRENT_USER -> opens(call, new Key("HKCU"));
            case OPEN_LOCAL_MACHINE -> opens(call, new Key("HKLM"));
            case OPEN_USERS -> opens(call, new Key("HKU"));
            case OPEN_KEY, CREATE_KEY -> {
                Key above = call.conversation.handles.get(arguments.handle(), Key.class);
                String name = arguments.countedText();
                yield above == null || name == null ? null : opens(call, below(above, name));
            }
            case SET_VALUE -> set(call, arguments);
            default -> null;
        };
    }

    private static Key below(Key above, String name) {
        String path = name.isEmpty() ? above.path() : above.path() + '\\' + name;
        return path.length() > PATH_CHARS_MAX ? null : new Key(path);
    }

    private static RpcCall.Meaning opens(RpcCall call, Key key) {
        return key == null
                ? null
                : (answer, seen, now) -> {
                    if (answer != null) {
                        NdrReader.Handle handle = answer.handle();
                        if (answer.returned() == 0) {
                            call.conversation.handles.put(handle, key);
                        }
                    }
                };
    }

    private RpcCall.Meaning set(RpcCall call, NdrReader arguments) {
        Key key = call.conversation.handles.get(arguments.handle(), Key.class);
        String value = arguments.countedText();
        long type = arguments.u32();
        boolean text = type == REG_SZ || type == REG_EXPAND_SZ || type == REG_MULTI_SZ;
        if (key == null || value == null || !text) {
            return null;
        }
        String command = arguments.registryText();
        String path = key.path().toLowerCase(Locale.ROOT);
        Matcher service = SERVICE_KEY.matcher(path);
        if (RUN_KEY.matcher(path).matches()) {
            return reported(call, "run-key", "set", value, command);
        }
        if (service.matches() && runs(value, service.group(2) != null)) {
            int end = key.path().length()
                    - (service.group(2) == null ? 0 : service.group(2).length());
            String name = key.path().substring(service.start(1), end);
            return reported(call, "service", "changed", name, command);
        }
        return null;
    }

    /** Whether the value names what the service runs. */
    private static boolean runs(String value, boolean ofParameters) {
        return value.equalsIgnoreCase(ofParameters ? "ServiceDll" : "ImagePath");
    }

    private RpcCall.Meaning reported(RpcCall call, String via, String act, String name, String command) {
        return (answer, seen, now) -> {
            if (answer != null && answer.returned() != 0) {
                return;
            }
            KnownServices.Service what = new KnownServices.Service(name, null, command);
            if (via.equals("service")) {
                shared.services.put(call.conversation.connection, what);
            }
            shared.report(call.execution(via, act, what, RemoteTools.ofService(name, command), seen), now);
        };
    }
}
