/**
 * The command line: one class a command, exit codes, messages for people.
 *
 * <p>Takes arguments. Gives settings to the pipeline, and an exit code to the shell.
 *
 * <p>Keeps nothing. Never does a command's work itself.
 */
package io.sharetap.cli;
