/**
 * Words what people are to be told about files, connections and interfaces.
 *
 * <p>Takes failures, and changes of what comes and goes. Gives lines of text.
 *
 * <p>Keeps, for each thing that changes, how often it did within the last minute. Never writes a line itself.
 */
package io.sharetap.notice;
