package io.sharetap.rpc;

/** Finds what a task runs, in its XML ([MS-TSCH] 2.5): Command and Arguments of each Exec action. */
final class TaskXml {
    private static final int ACTIONS_MAX = 8;

    private TaskXml() {}

    /** The task's commands, separated by semicolons; null where no action was found. */
    static String commandOf(String xml) {
        StringBuilder commands = new StringBuilder();
        int at = 0;
        for (int actions = 0; actions < ACTIONS_MAX; actions++) {
            int exec = startOf(xml, "Exec", at);
            if (exec < 0) {
                break;
            }
            int end = endOf(xml, "Exec", exec);
            String command = valueOf(xml, "Command", exec, end);
            String arguments = valueOf(xml, "Arguments", exec, end);
            if (command != null) {
                commands.append(commands.length() == 0 ? "" : "; ").append(command);
                commands.append(arguments == null ? "" : " " + arguments);
            }
            at = end;
        }
        return commands.length() == 0 ? null : commands.toString();
    }

    private static String valueOf(String xml, String name, int from, int to) {
        int start = startOf(xml, name, from);
        if (start < 0 || start >= to) {
            return null;
        }
        int end = Math.min(to, endOf(xml, name, start));
        return plain(xml.substring(start, Math.max(start, end)).strip());
    }

    /** The begin of the content of the next element with this name, whatever its prefix; -1 where there is none. */
    private static int startOf(String xml, String name, int from) {
        for (int at = xml.indexOf(name, from); at >= 0; at = xml.indexOf(name, at + 1)) {
            int end = at + name.length();
            if (isTag(xml, at, '<') && end < xml.length() && (xml.charAt(end) == '>' || xml.charAt(end) <= ' ')) {
                int close = xml.indexOf('>', end);
                return close < 0 ? -1 : close + 1;
            }
        }
        return -1;
    }

    /** The begin of the element's end tag; the end of the text where it has none. */
    private static int endOf(String xml, String name, int from) {
        for (int at = xml.indexOf(name, from); at >= 0; at = xml.indexOf(name, at + 1)) {
            if (isTag(xml, at, '/')) {
                return xml.lastIndexOf('<', at);
            }
        }
        return xml.length();
    }

    /** Whether the name is preceded by this character, or by it and a prefix. */
    private static boolean isTag(String xml, int at, char before) {
        int start = at - 1;
        if (start >= 0 && xml.charAt(start) == ':') {
            start--;
            while (start >= 0 && Character.isLetterOrDigit(xml.charAt(start))) {
                start--;
            }
        }
        return start >= 0 && xml.charAt(start) == before;
    }

    private static String plain(String value) {
        String text =
                value.startsWith("<![CDATA[") && value.endsWith("]]>") ? value.substring(9, value.length() - 3) : value;
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
