/**
 * Tells programs from other files and reads what they say of themselves (PE/COFF).
 *
 * <p>Takes assembled files from {@code transfer}. Gives executables with their facts to the program.
 *
 * <p>Keeps the facts of the last 512 images, by their hash. Never knows names, hosts or history.
 */
package io.sharetap.pe;
