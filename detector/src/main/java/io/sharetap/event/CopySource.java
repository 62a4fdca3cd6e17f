package io.sharetap.event;

/**
 * Names the file of which the server made a copy on the client's request ([MS-SMB2] 3.3.5.15.6).
 *
 * @param path inside its share; null: unknown
 */
public record CopySource(String path) {}
