package io.sharetap.smb;

import io.sharetap.smb.SmbTree.Kind;

/** Holds a tree connect of a session with the opens in it. */
final class TreeConnect extends TableEntry {
    final SmbSession session;
    long treeId;

    /** Null: its TREE_CONNECT was not seen. */
    SmbTree tree;

    SmbOpen firstOpen;
    TreeConnect previousInSession;
    TreeConnect nextInSession;

    TreeConnect(SmbSession session, long treeId) {
        this.session = session;
        this.treeId = treeId;
        key(session.serial, treeId, 0, 0);
    }

    @Override
    int chars() {
        return tree == null ? 0 : tree.path().length();
    }

    /** Whether opens in it are pipes or print jobs, not files. */
    boolean withoutFiles() {
        return tree != null && (tree.kind() == Kind.PIPE || tree.kind() == Kind.PRINT);
    }

    /** Whether both lead to the same share. */
    boolean isOfSameShare(TreeConnect other) {
        return this == other
                || tree != null && other.tree != null && tree.share().equalsIgnoreCase(other.tree.share());
    }

    /** Sets its share, {@code \\server\share}. */
    void name(String path, Kind kind) {
        String share = path.substring(path.lastIndexOf('\\') + 1);
        tree = new SmbTree(treeId, path, share, share.equalsIgnoreCase("IPC$") ? Kind.PIPE : kind);
        for (SmbOpen open = firstOpen; open != null; open = open.nextInTree) {
            open.tree = tree;
        }
    }

    void link(SmbOpen open) {
        open.in = this;
        open.treeId = treeId;
        open.nextInTree = firstOpen;
        if (firstOpen != null) {
            firstOpen.previousInTree = open;
        }
        firstOpen = open;
    }

    void unlink(SmbOpen open) {
        if (open.in != this) {
            return;
        }
        if (open.previousInTree == null) {
            firstOpen = open.nextInTree;
        } else {
            open.previousInTree.nextInTree = open.nextInTree;
        }
        if (open.nextInTree != null) {
            open.nextInTree.previousInTree = open.previousInTree;
        }
        open.previousInTree = null;
        open.nextInTree = null;
        open.in = null;
    }
}
