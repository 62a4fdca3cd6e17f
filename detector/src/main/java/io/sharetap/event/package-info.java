/**
 * Holds what a sensor saw, in the form in which it crosses modules and machines.
 *
 * <p>Takes the pipeline's findings, or a line of JSON. Gives immutable events, and their JSON (Elastic Common Schema).
 *
 * <p>Keeps nothing. Never judges.
 */
package io.sharetap.event;
