/**
 * Holds what a sensor saw, in the form in which it crosses modules and machines.
 *
 * <p>Takes what the pipeline found, or a line of JSON. Gives immutable events, and their JSON (Elastic Common Schema).
 *
 * <p>Keeps nothing. Never judges.
 */
package io.sharetap.event;
