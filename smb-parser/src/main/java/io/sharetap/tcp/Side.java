package io.sharetap.tcp;

/** Names who sent the bytes of a stream. */
public enum Side {
    CLIENT,
    SERVER
}
