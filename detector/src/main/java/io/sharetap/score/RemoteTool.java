package io.sharetap.score;

import io.sharetap.event.PeSummary;
import java.util.List;
import java.util.Locale;

/**
 * Describes one remote execution tool by content and name.
 *
 * @param title for people
 * @param marks that give it away, in the order of the list
 */
record RemoteTool(String title, List<Mark> marks) {

    /** One mark that gives a tool away; the value in lower case. */
    record Mark(Kind kind, String value) {
        static Mark of(String key, String text) {
            Kind kind = kindOf(key);
            if (kind == null) {
                throw new IllegalArgumentException(
                        "\"" + key + "\" is none of sha256, head, original, product, pdb, name");
            }
            String value = text.toLowerCase(Locale.ROOT);
            return new Mark(
                    kind, kind == Kind.SHA256 || kind == Kind.HEAD ? DetectionLists.checkedDigest(value) : value);
        }
    }

    /** The fact with which a mark is compared. */
    enum Kind {
        SHA256("its SHA-256 is known", true),
        HEAD("its first 4,096 bytes are known", true),
        ORIGINAL("its OriginalFilename says so", true),
        PRODUCT("its ProductName says so", true),
        PDB("its debug path says so", true),
        NAME("by its name", false);

        private final String says;
        private final boolean content;

        Kind(String says, boolean content) {
            this.says = says;
            this.content = content;
        }
    }

    private static Kind kindOf(String key) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(key)) {
                return kind;
            }
        }
        return null;
    }

    /** By which mark the file is this tool, content before name; null where it is not. */
    String recognise(String sha256, String head, PeSummary pe, String fileName) {
        String byName = null;
        for (Mark mark : marks) {
            if (!holds(mark, sha256, head, pe, fileName)) {
                continue;
            }
            if (mark.kind.content) {
                return title + ": " + mark.kind.says;
            }
            byName = title + ": " + mark.kind.says;
        }
        return byName;
    }

    private static boolean holds(Mark mark, String sha256, String head, PeSummary pe, String fileName) {
        return switch (mark.kind) {
            case SHA256 -> mark.value.equals(sha256);
            case HEAD -> mark.value.equals(head);
            case ORIGINAL ->
                pe != null
                        && pe.originalFileName() != null
                        && mark.value.equals(pe.originalFileName().strip().toLowerCase(Locale.ROOT));
            case PRODUCT -> pe != null && contains(pe.product(), mark.value);
            case PDB -> pe != null && contains(pe.pdbPath(), mark.value);
            case NAME -> Glob.matches(mark.value, fileName);
        };
    }

    private static boolean contains(String text, String part) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(part);
    }
}
