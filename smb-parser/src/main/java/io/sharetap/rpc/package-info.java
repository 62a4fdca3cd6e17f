/**
 * Reads DCE/RPC ([C706] chapter 12, [MS-RPCE]) and says what a client made its server run: services, tasks, Run keys,
 * WMI and DCOM.
 *
 * <p>Takes what goes through named pipes from {@code smb}, and the streams of connections to RPC's own ports from
 * {@code tcp}. Gives executions to the program.
 *
 * <p>Keeps which interfaces were bound, calls that wait for their answer, and what handles stand for, within limits.
 * Never decrypts a call: of one that is sealed the operation alone is told.
 */
package io.sharetap.rpc;
