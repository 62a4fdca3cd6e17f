/**
 * Holds the settings, checked once at start.
 *
 * <p>Takes options, environment and a YAML file. Gives one immutable record.
 *
 * <p>Keeps nothing. Never starts anything.
 */
package io.sharetap.config;
