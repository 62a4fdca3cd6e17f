package io.sharetap.rpc;

import io.sharetap.smb.SmbSession;
import io.sharetap.tcp.Connection;

/**
 * Says that a client made its server run something. Texts are as on the wire, null where the packets did not tell.
 *
 * @param connection over which it was asked for
 * @param session of SMB; null: it came over TCP without SMB
 * @param via {@code service}, {@code task}, {@code run-key}, {@code registry} (sealed), {@code wmi}, {@code dcom},
 *     {@code pipe}
 * @param act what was done: {@code created}, {@code changed}, {@code started}, {@code registered}, {@code run},
 *     {@code set}, {@code called}, {@code activated}, {@code opened}
 * @param name of the service, task, value, class or pipe
 * @param displayName of the service
 * @param command what is run
 * @param tool the remote execution tool that works in this way; null: none is known by it
 * @param operation interface and operation, such as {@code svcctl RStartServiceW}; null: it was no call
 * @param sealed the call was encrypted: the operation is known and nothing of what it carried
 * @param answered the server was seen to do it
 */
public record RemoteExecution(
        Connection connection,
        SmbSession session,
        String via,
        String act,
        String name,
        String displayName,
        String command,
        String tool,
        String operation,
        boolean sealed,
        boolean answered) {}
