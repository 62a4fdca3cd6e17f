package io.sharetap.rpc;

import io.sharetap.base.Moment;

/** Takes what clients made servers run. */
public interface RpcSink {
    /** A client made its server run something, or set it up to. */
    void onExecution(RemoteExecution execution, Moment now);
}
