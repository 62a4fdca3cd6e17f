/**
 * Tells how the sensor fares, over HTTP: metrics for Prometheus, health, and its state as JSON.
 *
 * <p>Takes counts that other threads keep ({@link io.sharetap.status.SensorView}). Gives them to whoever asks.
 *
 * <p>Keeps nothing but the tally of records. Never makes a thread that captures or decodes wait, and is loaded only
 * where it is asked for.
 */
package io.sharetap.status;
