package io.sharetap.rpc;

import io.sharetap.base.Moment;
import io.sharetap.smb.SmbOpen;

/** Takes what clients made servers run. */
public interface RpcSink {
    /** A client made its server run something, or set it up to. */
    void onExecution(RemoteExecution execution, Moment now);

    /** The server opened a pipe for the client. */
    default void onPipe(SmbOpen pipe, Moment now) {}
}
