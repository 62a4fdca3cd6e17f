package io.sharetap.base;

/** Names the dialects of SMB by which messages are counted. */
public enum Dialect {
    SMB_1("1", false),
    /** An SMB2 dialect that is not known: not negotiated yet, or its negotiation was not seen. */
    SMB_2("2", true),
    SMB_2_0_2("2.0.2", true),
    SMB_2_1("2.1", true),
    SMB_3_0("3.0", true),
    SMB_3_0_2("3.0.2", true),
    SMB_3_1_1("3.1.1", true);

    private final String label;
    private final boolean smb2;

    Dialect(String label, boolean smb2) {
        this.label = label;
        this.smb2 = smb2;
    }

    /** As the records have it. */
    public String label() {
        return label;
    }

    /** False: it is SMB1. */
    public boolean smb2() {
        return smb2;
    }

    /** The dialect of SMB2 with this label; null where it is not known. */
    public static Dialect ofSmb2(String name) {
        for (Dialect dialect : values()) {
            if (dialect.smb2 && dialect.label.equals(name)) {
                return dialect;
            }
        }
        return SMB_2;
    }
}
