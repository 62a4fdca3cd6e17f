package io.sharetap.benchmarks.quality;

import java.util.Collections;

/** Writes a table in Markdown. */
final class Table {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    Table(String... heads) {
        columns = heads.length;
        row(heads);
        text.append("|")
                .append(String.join("|", Collections.nCopies(columns, "---")))
                .append("|\n");
    }

    Table row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + columns);
        }
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing();
    }
}
