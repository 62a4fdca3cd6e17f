/**
 * Reads SMB messages ([MS-SMB2], [MS-SMB], [MS-CIFS]) and says what they do to files.
 *
 * <p>Takes messages from {@code nbss}. Gives file operations to {@code transfer}, and news of sessions to the program.
 *
 * <p>Keeps sessions, trees, opens and unanswered requests, within limits. Never keeps or copies file content.
 */
package io.sharetap.smb;
