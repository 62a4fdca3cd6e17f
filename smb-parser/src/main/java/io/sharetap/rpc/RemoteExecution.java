package io.sharetap.rpc;

import io.sharetap.smb.SmbSession;
import io.sharetap.tcp.Connection;

/**
 * Says that a client made its server run something. Texts are as on the wire, null where the packets did not tell.
 *
 * @param connection over which the client asked for it
 * @param session of SMB; null: it came over TCP without SMB
 * @param via {@code service}, {@code task}, {@code run-key}, {@code registry} (sealed), {@code wmi}, {@code dcom},
 *     {@code pipe}
 * @param act what was done: {@code created}, {@code changed}, {@code started}, {@code registered}, {@code run},
 *     {@code set}, {@code called}, {@code activated}, {@code opened}
 * @param name of the service, task, registry value, class or pipe
 * @param displayName of the service
 * @param command that is run
 * @param tool remote execution tool that is known to work in this way; null: none
 * @param operation interface and operation, such as {@code svcctl RStartServiceW}; null: there was no call
 * @param sealed whether the call was encrypted, so that only its operation is known
 * @param answered whether the server was seen to confirm it
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
