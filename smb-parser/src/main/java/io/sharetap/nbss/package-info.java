/**
 * Cuts an ordered stream into session messages (RFC 1001/1002; Direct TCP, [MS-SMB2] 2.1).
 *
 * <p>Takes bytes, gaps and ends from {@code tcp}. Gives messages to {@code smb}, large bodies in pieces.
 *
 * <p>Keeps up to seven bytes of an unfinished message start per direction. Never copies a payload, never reads a
 * command.
 */
package io.sharetap.nbss;
