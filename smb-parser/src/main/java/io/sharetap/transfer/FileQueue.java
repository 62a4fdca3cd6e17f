package io.sharetap.transfer;

/** Keeps files in the order in which they were added; removes any of them in one step. */
final class FileQueue {
    /** A file's place in a queue. */
    static final class Link {
        final FileInAssembly file;
        private FileQueue queue;
        private Link before;
        private Link behind;

        Link(FileInAssembly file) {
            this.file = file;
        }
    }

    private Link first;
    private Link last;
    private int size;

    int size() {
        return size;
    }

    /** The file that was added first; null where the queue is empty. */
    FileInAssembly first() {
        return first == null ? null : first.file;
    }

    /** The next file; null where there is none, or the link is not in this queue. */
    FileInAssembly behind(Link link) {
        return link.queue != this || link.behind == null ? null : link.behind.file;
    }

    boolean holds(Link link) {
        return link.queue == this;
    }

    /** Moves a file to the end, wherever it was. */
    void addLast(Link link) {
        if (last == link) {
            return;
        }
        remove(link);
        link.queue = this;
        link.before = last;
        if (last == null) {
            first = link;
        } else {
            last.behind = link;
        }
        last = link;
        size++;
    }

    /** Removes a file from whatever queue it is in. */
    static void remove(Link link) {
        FileQueue queue = link.queue;
        if (queue == null) {
            return;
        }
        if (link.before == null) {
            queue.first = link.behind;
        } else {
            link.before.behind = link.behind;
        }
        if (link.behind == null) {
            queue.last = link.before;
        } else {
            link.behind.before = link.before;
        }
        queue.size--;
        link.queue = null;
        link.before = null;
        link.behind = null;
    }
}
