/**
 * Shows over HTTP how the sensor fares: metrics for Prometheus, health, state and recent alerts as JSON, and a page.
 *
 * <p>Takes counts that other threads keep ({@link io.sharetap.status.SensorView}), and records on their way to the
 * output. Gives them to clients of HTTP.
 *
 * <p>Keeps the tally of records, the latest alerts, and the host pairs that could not be seen lately. Never makes a
 * thread that captures or decodes wait, and is loaded only when it is wanted.
 */
package io.sharetap.status;
