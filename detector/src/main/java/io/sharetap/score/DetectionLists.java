package io.sharetap.score;

import io.sharetap.baseline.Placement;
import io.sharetap.event.FileWrite;
import io.sharetap.event.HexDigits;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Holds what the detector looks for by path, name or content; built once from the shipped list and its extensions.
 *
 * <p>The file {@code detection-lists.yaml} itself describes its form.
 */
public final class DetectionLists {
    private static final String SHIPPED = "detection-lists.yaml";
    private static final String TOOL = "remote_execution_tool.";
    private static final int DIGEST_DIGITS = 64;

    private final List<FolderPattern> under = new ArrayList<>();
    private final List<FolderPattern> directlyIn = new ArrayList<>();
    private final List<String> anywhereOn = new ArrayList<>();
    private final List<FolderAlias> aliases = new ArrayList<>();
    private final List<FolderPattern> autostart = new ArrayList<>();
    private final Set<String> disguiseExtensions = new HashSet<>();
    private final Set<String> launchedExtensions = new HashSet<>();
    private final Map<String, Set<String>> systemPrograms = new HashMap<>();
    private final List<RemoteTool> remoteTools = new ArrayList<>();
    private final DigestSet psexecContents = new DigestSet();
    private final DigestSet psexecHeads = new DigestSet();

    private DetectionLists(ListEntries entries) {
        Map<String, List<RemoteTool.Mark>> marksOfTool = new LinkedHashMap<>();
        for (ListEntries.Entry entry : entries.all()) {
            try {
                if (entry.title() != null) {
                    RemoteTool.Mark mark = RemoteTool.Mark.of(toolKey(entry.key()), entry.value());
                    marksOfTool
                            .computeIfAbsent(entry.title(), title -> new ArrayList<>())
                            .add(mark);
                } else {
                    add(entry.key(), entry.value());
                }
            } catch (IllegalArgumentException e) {
                throw ListEntries.wrong(entry.line(), e.getMessage());
            }
        }
        marksOfTool.forEach((title, marks) -> remoteTools.add(new RemoteTool(title, List.copyOf(marks))));
    }

    private static String toolKey(String key) {
        if (!key.startsWith(TOOL)) {
            throw new IllegalArgumentException("unknown key \"" + key + "\"");
        }
        return key.substring(TOOL.length());
    }

    /** The shipped lists; read once. */
    public static DetectionLists shipped() {
        return Shipped.LISTS;
    }

    /** The shipped lists, with additions and removals from a text of the same form. */
    public static DetectionLists shippedWith(String changes) {
        ListEntries entries = shippedEntries();
        entries.read(new StringReader(changes));
        return new DetectionLists(entries);
    }

    /** Lists of these entries alone. */
    public static DetectionLists of(String text) {
        ListEntries entries = new ListEntries();
        entries.read(new StringReader(text));
        return new DetectionLists(entries);
    }

    private static ListEntries shippedEntries() {
        ListEntries entries = new ListEntries();
        try (InputStream shipped = DetectionLists.class.getResourceAsStream(SHIPPED)) {
            if (shipped == null) {
                throw new IllegalStateException(SHIPPED + " is missing from the program");
            }
            entries.read(new InputStreamReader(shipped, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(SHIPPED + " cannot be read", e);
        }
        return entries;
    }

    private void add(String key, String value) {
        switch (key) {
            case "execution_location.under" -> under.add(FolderPattern.parse(value));
            case "execution_location.directly_in" -> directlyIn.add(FolderPattern.parse(value));
            case "execution_location.anywhere_on" -> anywhereOn.add(value.toLowerCase(Locale.ROOT));
            case "execution_location.same_folder" -> aliases.add(FolderAlias.parse(value));
            case "autostart" -> autostart.add(FolderPattern.parse(value));
            case "disguise.extensions" -> disguiseExtensions.add(value.toLowerCase(Locale.ROOT));
            case "disguise.launched_extensions" -> launchedExtensions.add(value.toLowerCase(Locale.ROOT));
            case "disguise.system_programs" -> {
                List<String> names = words(value);
                systemPrograms
                        .computeIfAbsent(names.get(0), name -> new HashSet<>())
                        .addAll(names);
            }
            case "psexec_service.sha256" -> psexecContents.add(digest(value));
            case "psexec_service.head" -> psexecHeads.add(digest(value));
            default -> throw new IllegalArgumentException("unknown key \"" + key + "\"");
        }
    }

    private static byte[] digest(String digits) {
        return HexFormat.of().parseHex(checkedDigest(digits));
    }

    static String checkedDigest(String digits) {
        if (digits.length() != DIGEST_DIGITS
                || !digits.chars().allMatch(c -> c < 128 && Character.digit((char) c, 16) >= 0)) {
            throw new IllegalArgumentException("\"" + digits + "\" is no SHA-256 of 64 hexadecimal digits");
        }
        return digits;
    }

    private static List<String> words(String value) {
        return List.of(value.toLowerCase(Locale.ROOT).split("\\s+"));
    }

    Place placeOf(FileWrite write) {
        SharePath path = SharePath.of(write);
        String location = executionLocation(path, path.folders());
        String start = autostart(path.folders());
        // If the path may be a DFS path, both readings count: a folder's name must not hide the place.
        if (path.withoutServer() != null) {
            location = location != null ? location : executionLocation(path, path.withoutServer());
            start = start != null ? start : autostart(path.withoutServer());
        }
        boolean admin = path.onAdminShare();
        boolean runs = location != null || start != null;
        Placement.Kind kind = runs ? Placement.Kind.RUNS : admin ? Placement.Kind.ADMIN : Placement.Kind.DATA;
        return Place.of(kind, path.place(), admin, location, start);
    }

    /** Called for every write, so it allocates nothing. */
    boolean isDomainShare(FileWrite write) {
        String share = write.smb() == null ? null : write.smb().share();
        if (share == null) {
            return false;
        }
        // By index: a for-each loop might allocate an iterator, if the compiler does not remove it.
        for (int i = 0; i < anywhereOn.size(); i++) {
            if (anywhereOn.get(i).equalsIgnoreCase(share)) {
                return true;
            }
        }
        return false;
    }

    /** The folder and why programs are run from it, for people; null where they are not, or that is not known. */
    private String executionLocation(SharePath path, List<String> inShare) {
        String entry = executionEntry(path, inShare);
        return entry == null ? null : path.shown() + " is a place that runs programs (" + entry + ')';
    }

    private String executionEntry(SharePath path, List<String> inShare) {
        if (anywhereOn.contains(path.share())) {
            return "on " + path.share().toUpperCase(Locale.ROOT);
        }
        if (!path.onAdminShare()) {
            return null;
        }
        List<String> folders = resolved(path.onDrive(inShare));
        for (FolderPattern pattern : directlyIn) {
            if (path.isKnown() && pattern.is(folders)) {
                return pattern.names().isEmpty() ? "the root of the drive" : "directly in " + pattern.entry();
            }
        }
        for (FolderPattern pattern : under) {
            if (pattern.leadsTo(folders)) {
                return "under " + pattern.entry();
            }
        }
        return null;
    }

    /** Resolves junctions. Each pass shortens the path or ends the loop, which is thereby bounded. */
    private List<String> resolved(List<String> folders) {
        List<String> current = folders;
        for (int pass = folders.size() + aliases.size(); pass > 0; pass--) {
            List<String> next = current;
            for (FolderAlias alias : aliases) {
                next = alias.apply(next);
            }
            if (next.equals(current)) {
                return current;
            }
            current = next;
        }
        return current;
    }

    private String autostart(List<String> folders) {
        for (FolderPattern pattern : autostart) {
            if (pattern.isPassedBy(folders)) {
                return pattern.entry();
            }
        }
        return null;
    }

    boolean isDisguiseExtension(String extension) {
        return disguiseExtensions.contains(extension);
    }

    boolean isLaunchedExtension(String extension) {
        return launchedExtensions.contains(extension);
    }

    /**
     * The OriginalFilenames that the system program with this name may have; null where no system program has the name.
     */
    Set<String> originalNamesOf(String fileName) {
        return systemPrograms.get(fileName);
    }

    /**
     * The remote execution tool that the file is, and what tells so; null where it is none. Content is compared first,
     * for all tools.
     */
    String remoteTool(FileWrite write, FileNameParts name) {
        String sha256 = hex(write.sha256());
        String head = hex(write.headSha256());
        for (RemoteTool tool : remoteTools) {
            String byContent = tool.recognise(sha256, head, write.pe(), "");
            if (byContent != null) {
                return byContent;
            }
        }
        for (RemoteTool tool : remoteTools) {
            String byName = tool.recognise(null, null, null, name.name());
            if (byName != null) {
                return byName;
            }
        }
        return null;
    }

    /** Whether the content, or the head where bytes are missing, is that of a known PsExec service file. */
    boolean isKnownPsexec(FileWrite write) {
        return write.sha256() != null
                ? psexecContents.contains(write.sha256())
                : psexecHeads.contains(write.headSha256());
    }

    private static String hex(byte[] digest) {
        return digest == null ? null : HexDigits.of(digest);
    }

    private static final class Shipped {
        private static final DetectionLists LISTS = new DetectionLists(shippedEntries());
    }
}
