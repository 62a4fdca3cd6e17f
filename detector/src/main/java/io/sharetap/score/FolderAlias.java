package io.sharetap.score;

import java.util.ArrayList;
import java.util.List;

/** Says that one folder is another way of writing a second, as in {@code Documents and Settings => Users}. */
record FolderAlias(FolderPattern other, FolderPattern folder) {
    private static final String ARROW = "=>";

    static FolderAlias parse(String entry) {
        int arrow = entry.indexOf(ARROW);
        if (arrow < 0) {
            throw new IllegalArgumentException("\"" + entry + "\" does not say which folder it is: FOLDER => FOLDER");
        }
        FolderPattern other = FolderPattern.parse(entry.substring(0, arrow).strip());
        FolderPattern folder =
                FolderPattern.parse(entry.substring(arrow + ARROW.length()).strip());
        if (other.names().isEmpty() || folder.names().isEmpty()) {
            throw new IllegalArgumentException("\"" + entry + "\" names no folder on one side");
        }
        return new FolderAlias(other, folder);
    }

    /**
     * The folders with the alias replaced by the folder that it stands for; unchanged where the alias does not apply.
     */
    List<String> apply(List<String> folders) {
        if (!other.leadsTo(folders)) {
            return folders;
        }
        List<String> real = new ArrayList<>(folders.size());
        for (int i = 0; i < folder.names().size(); i++) {
            String name = folder.names().get(i);
            real.add(name.equals("*") && i < folders.size() ? folders.get(i) : name);
        }
        real.addAll(folders.subList(other.names().size(), folders.size()));
        return real;
    }
}
