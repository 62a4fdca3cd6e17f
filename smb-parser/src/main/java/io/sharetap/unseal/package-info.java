/**
 * Opens what SMB 3 encrypts, for who has the keys ([MS-SMB2] 3.1.4): reads the file of keys and accounts, works out a
 * session's key from what its logon shows ([MS-NLMP] 3.4.5), derives the cipher keys, and decrypts messages.
 *
 * <p>Asked by {@code smb}, which knows messages and sessions; knows neither. Gives no byte whose tag was not verified.
 * Keys appear in no message, exception or {@code toString}.
 */
package io.sharetap.unseal;
