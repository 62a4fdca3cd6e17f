/**
 * Puts file writes together to what the server's disk holds in the end.
 *
 * <p>Takes file operations from {@code smb}. Gives {@link io.sharetap.transfer.AssembledFile} to {@code pe}.
 *
 * <p>Keeps extents and content of programs, within limits. Never guesses a byte that it did not see.
 */
package io.sharetap.transfer;
