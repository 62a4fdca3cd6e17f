package io.sharetap.rpc;

import io.sharetap.base.Moment;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbSession;
import io.sharetap.tcp.Connection;

/** Takes what clients made servers run. */
public interface RpcSink {
    /** A client made its server run something, or set something up to be run. */
    void onExecution(RemoteExecution execution, Moment now);

    /**
     * A client called a method of an object that runs nothing.
     *
     * @param session null: the call came over TCP without SMB
     * @param method such as {@code Win32_OperatingSystem.Reboot}
     */
    default void onObjectCall(Connection connection, SmbSession session, String method, Moment now) {}

    /** The server opened a pipe for the client. */
    default void onPipe(SmbOpen pipe, Moment now) {}
}
