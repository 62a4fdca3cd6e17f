package io.sharetap.rpc;

import static io.sharetap.base.FuzzWork.require;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.FuzzSteps;
import io.sharetap.base.FuzzWork;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.LimitsWith;
import io.sharetap.tcp.Side;
import java.util.Map;

/**
 * Fuzz target: each step is what one side sends through one of two pipes. Kind: from the server (bit 0), the other pipe
 * (1), behind a gap (2), the pipe ends then and another begins (3). Bounds hold after each step, texts too, and all
 * memory is given back at the end.
 */
public final class RpcFuzzer {
    private static final long ALLOCATED_MAX = 8L << 20;
    private static final long ALLOCATED_PER_BYTE = 4_000;
    private static final int TEXT_CHARS_MAX = 1 << 18;
    private static final Limits LIMITS =
            LimitsWith.changed(Map.of("rpcBytesMax", 4_000, "rpcBytesPerCall", 1_500, "rpcHandlesMax", 3));
    private static final Connection CONNECTION = new Connection(1, 0, 1, 50_000, -1, 0, 2, 445, -1, -1, true);

    private final Moment now = new Moment().set(1, 1, 1);
    private final RpcState state = new RpcState(LIMITS, new Ledger(), (execution, at) -> check(execution));
    private final RpcConversation[] pipes = new RpcConversation[2];

    private RpcFuzzer() {
        state.onWrite(CONNECTION, now);
        pipes[0] = new RpcConversation(state, CONNECTION, null);
        pipes[1] = new RpcConversation(state, CONNECTION, null);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzWork.bounded(ALLOCATED_MAX + input.length * ALLOCATED_PER_BYTE, () -> run(new FuzzSteps(input)));
    }

    private static void run(FuzzSteps steps) {
        RpcFuzzer fuzzer = new RpcFuzzer();
        while (steps.next()) {
            fuzzer.step(steps);
        }
        for (RpcConversation pipe : fuzzer.pipes) {
            pipe.onEnd(fuzzer.now);
        }
        require(fuzzer.state.memory.taken() == 0, "memory was not given back: " + fuzzer.state.memory.taken());
        require(fuzzer.state.handles == 0, "handles were not given back: " + fuzzer.state.handles);
    }

    private void step(FuzzSteps steps) {
        int number = steps.has(1) ? 1 : 0;
        Side from = steps.has(0) ? Side.SERVER : Side.CLIENT;
        if (steps.has(2)) {
            pipes[number].onGap(from);
        }
        byte[] bytes = steps.rest(0);
        pipes[number].onBytes(from, new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length), now);
        if (steps.has(3)) {
            pipes[number].onEnd(now);
            pipes[number] = new RpcConversation(state, CONNECTION, null);
        }
        long taken = state.memory.taken();
        require(taken >= 0 && taken <= LIMITS.rpcBytesMax(), "memory: " + taken);
        require(state.handles >= 0 && state.handles <= LIMITS.rpcHandlesMax(), "handles: " + state.handles);
    }

    private static void check(RemoteExecution execution) {
        require(execution.via() != null && execution.act() != null, "what was done is not said: " + execution);
        for (String text : new String[] {execution.name(), execution.displayName(), execution.command()}) {
            require(text == null || text.length() <= TEXT_CHARS_MAX, "a text is too long");
            require(text == null || !execution.sealed(), "a text of a sealed call");
        }
    }
}
