/**
 * Opens what SMB 3 encrypts, for users who have the keys ([MS-SMB2] 3.1.4): reads the file of keys and accounts,
 * computes a session's key from its logon ([MS-NLMP] 3.4.5), derives the cipher keys, and decrypts messages.
 *
 * <p>Asked by {@code smb}, which knows messages and sessions; this room knows neither. Returns no byte whose tag was
 * not verified. Keys appear in no message, exception or {@code toString}.
 */
package io.sharetap.unseal;
