/**
 * Assembles file writes to what the server's disk holds in the end.
 *
 * <p>Takes acts on files from {@code smb}. Gives {@link io.sharetap.transfer.AssembledFile} to {@code pe}.
 *
 * <p>Keeps the known ranges of files and the content of programs, within limits. Never guesses a byte that it did not
 * see.
 */
package io.sharetap.transfer;
