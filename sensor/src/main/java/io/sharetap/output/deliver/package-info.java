/**
 * Delivers records to receivers that may be slow or away.
 *
 * <p>Takes records as bytes. Gives them to one receiver, in order, on a thread of its own.
 *
 * <p>Keeps records that the receiver has not taken, in bounded memory and then on bounded disk; those without room are
 * counted. Never makes the caller wait, unless the input is finite.
 */
package io.sharetap.output.deliver;
