package io.sharetap.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Matches folders given from the root down, such as {@code users\*\desktop}; {@code *} stands for one folder.
 *
 * @param entry as it is in the list, to be named in the alert
 */
record FolderPattern(String entry, List<String> names) {
    static FolderPattern parse(String entry) {
        List<String> names = new ArrayList<>();
        for (String name : entry.toLowerCase(Locale.ROOT).replace('/', '\\').split("\\\\")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return new FolderPattern(entry, List.copyOf(names));
    }

    /** Whether the folders are these, or lie below them. */
    boolean leadsTo(List<String> folders) {
        return folders.size() >= names.size() && matchesAt(folders, 0);
    }

    /** Whether the folders are exactly these. */
    boolean is(List<String> folders) {
        return folders.size() == names.size() && matchesAt(folders, 0);
    }

    /** Whether these occur in the folders, one directly after the other. */
    boolean isPassedBy(List<String> folders) {
        for (int at = 0; at + names.size() <= folders.size(); at++) {
            if (matchesAt(folders, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesAt(List<String> folders, int at) {
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equals("*") && !names.get(i).equals(folders.get(at + i))) {
                return false;
            }
        }
        return true;
    }
}
