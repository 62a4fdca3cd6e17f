/**
 * Holds the settings, checked once at start.
 *
 * <p>Takes options, environment and a YAML file. Gives one immutable record.
 *
 * <p>Keeps, of a sensor that runs, the settings in force, and reads them and the keys of sessions again. Never starts
 * anything.
 */
package io.sharetap.config;
