package io.sharetap.baseline;

/** Placeholder contract: replaced by the detector's author within this change. */
public record Rarity() {}
