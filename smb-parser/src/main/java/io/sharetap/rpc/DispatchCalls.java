package io.sharetap.rpc;

import io.sharetap.rpc.KnownServices.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Reads calls to objects that are driven by name, as scripts do (IDispatch): which number belongs to a member's name
 * ([MS-OAUT] 3.1.4.3), and the texts with which a member is called (3.1.4.4).
 */
final class DispatchCalls {
    static final int NAMES = 5; // GetIDsOfNames
    static final int INVOKE = 6;

    private static final int UUID_LENGTH = 16;
    private static final int NAMES_MAX = 64;
    private static final int ARGUMENTS_MAX = 64;
    private static final int METHOD = 0x1; // DISPATCH_METHOD, 2.2.14
    private static final int BY_REFERENCE = 0x4000; // VT_BYREF, 2.2.7
    private static final int VARIANT = 12; // VT_VARIANT

    /** Marks a member's number, so that it is not mistaken for a handle of another interface. */
    private static final long MEMBER = 1L << 32;

    private final RpcState shared;

    /** A member of an object, by its name. */
    private record Member(String name) {}

    DispatchCalls(RpcState shared) {
        this.shared = shared;
    }

    RpcCall.Meaning meaningOf(RpcCall call, NdrReader arguments) {
        if (arguments == null) {
            return call.opnum == INVOKE ? shared.sealed(call, "dcom", "called") : null;
        }
        ObjectReferences.skipThis(arguments);
        return call.opnum == INVOKE ? invoke(call, arguments) : names(call, arguments);
    }

    private static NdrReader.Handle keyOf(RpcCall call, long number) {
        return call.object == null
                ? null
                : new NdrReader.Handle(MEMBER + number, call.object.high(), call.object.low());
    }

    /** GetIDsOfNames: the first name is the member's, the others are its arguments'. */
    private static RpcCall.Meaning names(RpcCall call, NdrReader arguments) {
        arguments.skip(UUID_LENGTH); // riid
        long count = arguments.size();
        if (count < 1 || count > NAMES_MAX) {
            arguments.fail();
            return null;
        }
        boolean there = arguments.pointer();
        for (int i = 1; i < count; i++) {
            arguments.pointer();
        }
        String name = there ? arguments.text(true) : null;
        if (name == null) {
            return null;
        }
        return (answer, seen, now) -> {
            if (answer != null && answer.returned() == 0) {
                ObjectReferences.skipThat(answer);
                answer.size(); // how many numbers follow
                long number = answer.u32();
                if (!answer.broken()) {
                    call.conversation.handles.put(keyOf(call, number), new Member(name));
                }
            }
        };
    }

    private RpcCall.Meaning invoke(RpcCall call, NdrReader arguments) {
        Member member = call.conversation.handles.get(keyOf(call, arguments.u32()), Member.class);
        arguments.skip(UUID_LENGTH); // riid
        arguments.u32(); // lcid
        boolean calls = (arguments.u32() & METHOD) != 0;
        boolean any = arguments.pointer(); // pDispParams.rgvarg
        arguments.pointer(); // rgdispidNamedArgs
        long count = arguments.u32(); // cArgs
        arguments.u32(); // cNamedArgs
        List<String> texts = any ? texts(arguments, count) : List.of();
        String command = commandOf(member, texts);
        // Reading a property runs nothing; nor do methods such as Item() or Quit(), where their name is known.
        if (!calls || member != null && texts != null && command == null) {
            return null;
        }
        String tool = RemoteTools.ofDispatch(command);
        return (answer, seen, now) -> {
            if (answer == null || (int) answer.returned() >= 0) {
                String name = nameOf(shared.activated.get(call.conversation.connection.home()), member);
                shared.report(call.execution("dcom", "called", new Service(name, null, command), tool, seen), now);
            }
        };
    }

    private static String nameOf(String activated, Member member) {
        if (member == null) {
            return activated;
        }
        return activated == null ? member.name() : activated + '.' + member.name();
    }

    /** The command, program first; null where no text was given, or it is not known which texts form the command. */
    private static String commandOf(Member member, List<String> texts) {
        if (texts == null) {
            return null;
        }
        List<String> inOrder = texts;
        if (member != null && member.name().equalsIgnoreCase("ExecuteShellCommand") && texts.size() > 2) {
            inOrder = List.of(texts.get(0), texts.get(2)); // Command, Directory, Parameters, WindowState
        } else if (member != null && member.name().equalsIgnoreCase("ShellExecute") && texts.size() > 1) {
            inOrder = texts.subList(0, 2); // File, Arguments, Directory, Operation, Show
        }
        String joined = inOrder.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
        return joined.isEmpty() ? null : joined;
    }

    /**
     * The arguments in the order of the call; on the wire the last comes first (2.2.33). An argument that is no text is
     * empty. Returns null where one has a type whose length is not known, so that the next cannot be found, or where
     * the data is broken.
     */
    private static List<String> texts(NdrReader arguments, long count) {
        if (count > ARGUMENTS_MAX || arguments.size() < count) {
            arguments.fail();
            return null;
        }
        int there = 0;
        for (int i = 0; i < count; i++) {
            there += arguments.pointer() ? 1 : 0;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < there; i++) {
            String text = variant(arguments);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        Collections.reverse(texts);
        return texts;
    }

    /**
     * Reads a wireVARIANT, 2.2.29.2. Returns its text, empty where it holds something else; null where the length of
     * its type is not known.
     */
    private static String variant(NdrReader arguments) {
        return variant(arguments, true);
    }

    private static String variant(NdrReader arguments, boolean mayRefer) {
        arguments.align(8);
        arguments.skip(8); // clSize, rpcReserved
        int type = arguments.u16();
        arguments.skip(6); // wReserved1 to 3
        arguments.u32(); // the type once more
        arguments.alignToPointer();
        if ((type & BY_REFERENCE) == 0) {
            return value(arguments, type);
        }
        if (!arguments.pointer()) {
            return "";
        }
        if (type != (BY_REFERENCE | VARIANT)) {
            return value(arguments, type & ~BY_REFERENCE);
        }
        return !mayRefer ? null : arguments.pointer() ? variant(arguments, false) : "";
    }

    /** Reads a value; null where the length of its type is not known. */
    private static String value(NdrReader arguments, int type) {
        switch (type) {
            case 0, 1: // VT_EMPTY, VT_NULL
                break;
            case 16, 17: // VT_I1, VT_UI1
                arguments.skip(1);
                break;
            case 2, 11, 18: // VT_I2, VT_BOOL, VT_UI2
                arguments.u16();
                break;
            case 3, 4, 10, 19, 22, 23: // VT_I4, VT_R4, VT_ERROR, VT_UI4, VT_INT, VT_UINT
                arguments.u32();
                break;
            case 5, 6, 7, 20, 21: // VT_R8, VT_CY, VT_DATE, VT_I8, VT_UI8
                arguments.align(8);
                arguments.skip(8);
                break;
            case 8: // VT_BSTR
                return Objects.requireNonNullElse(arguments.bstr(), "");
            default:
                return null;
        }
        return "";
    }
}
