/**
 * Holds the settings, checked once at start.
 *
 * <p>Takes options, environment and a YAML file. Gives one immutable record.
 *
 * <p>Keeps the settings in force of a running sensor, and reads these and the secrets of sessions again. Never starts
 * anything.
 */
package io.sharetap.config;
