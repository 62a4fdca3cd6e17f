/**
 * Delivers records to receivers that may be slow or away.
 *
 * <p>Takes records as bytes. Gives them to one receiver, in order, on a thread of its own.
 *
 * <p>Keeps what the receiver has not taken, in bounded memory and then on bounded disk; what finds no room is counted.
 * Never makes who gives it records wait, unless their input is finite.
 */
package io.sharetap.output.deliver;
