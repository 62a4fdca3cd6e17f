package io.sharetap.alert;

/** How grave an alert is, with its number in {@code event.severity}. */
public enum Severity {
    LOW(21),
    MEDIUM(47),
    HIGH(73);

    private final int number;

    Severity(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    boolean isGraverThan(Severity other) {
        return number > other.number;
    }
}
