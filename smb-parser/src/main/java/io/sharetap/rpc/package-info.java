/**
 * Reads DCE/RPC ([C706] chapter 12, [MS-RPCE]) and says what a client made its server run: services, tasks, Run keys,
 * WMI and DCOM.
 *
 * <p>Takes the bytes of named pipes from {@code smb}, and the streams of connections to RPC's own ports from
 * {@code tcp}. Gives executions to the program.
 *
 * <p>Keeps bound interfaces, calls that wait for their answers, and the meaning of handles, within limits. Never
 * decrypts a call: of a sealed one only the operation is reported.
 */
package io.sharetap.rpc;
