/**
 * Expands what the sender of an SMB2 message compressed ([MS-SMB2] 2.2.42, [MS-XCA], LZ4's block format).
 *
 * <p>Takes one whole COMPRESSION_TRANSFORM message. Gives the plain message, or the name of what is wrong with it.
 *
 * <p>Bounded by the announced size, which is checked before a byte is written; time grows with the bytes read and
 * written alone. Knows nothing of sessions, never guesses a byte: a message that does not give exactly what it
 * announces gives nothing.
 */
package io.sharetap.compression;
