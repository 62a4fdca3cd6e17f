package io.sharetap.smb;

/**
 * Tells which NT status codes ([MS-ERREF] 2.3.1) mean that a client lacks the right to what it asked for, and which of
 * these a DOS error code stands for ([MS-CIFS] 2.2.2.4). A file in use, a missing name or a server out of memory are
 * not refusals of a right.
 */
final class Refusals {
    private static final int ACCESS_DENIED = 0xC000_0022;
    private static final int NETWORK_ACCESS_DENIED = 0xC000_00CA;
    private static final int BAD_NETWORK_NAME = 0xC000_00CC;
    private static final int LOGON_FAILURE = 0xC000_006D;

    // Classes of DOS errors and their codes.
    private static final int DOS = 1;
    private static final int NO_ACCESS = 5; // ERRnoaccess
    private static final int SERVER = 2;
    private static final int BAD_PASSWORD = 2; // ERRbadpw
    private static final int ACCESS = 4; // ERRaccess
    private static final int INVALID_NETWORK_NAME = 6; // ERRinvnetname

    private Refusals() {}

    /** Whether the status refuses an open. */
    static boolean ofFile(int status) {
        return switch (status) {
            case ACCESS_DENIED,
                    NETWORK_ACCESS_DENIED,
                    0xC000_0061, // STATUS_PRIVILEGE_NOT_HELD
                    0xC000_0361, // STATUS_ACCESS_DISABLED_BY_POLICY_DEFAULT
                    0xC000_0362, // STATUS_ACCESS_DISABLED_BY_POLICY_PATH
                    0xC000_0363, // STATUS_ACCESS_DISABLED_BY_POLICY_PUBLISHER
                    0xC000_0364, // STATUS_ACCESS_DISABLED_BY_POLICY_OTHER
                    0xC000_0906, // STATUS_VIRUS_INFECTED
                    0xC000_0907 -> // STATUS_VIRUS_DELETED
                true;
            default -> false;
        };
    }

    /**
     * Whether the status refuses a tree connect. Unknown shares count, as a client that asks for them may be guessing
     * names.
     */
    static boolean ofShare(int status) {
        return status == BAD_NETWORK_NAME || ofFile(status) || ofLogon(status);
    }

    /** Whether the status refuses a logon. */
    static boolean ofLogon(int status) {
        return switch (status) {
            case LOGON_FAILURE,
                    ACCESS_DENIED,
                    0xC000_0064, // STATUS_NO_SUCH_USER
                    0xC000_006A, // STATUS_WRONG_PASSWORD
                    0xC000_006E, // STATUS_ACCOUNT_RESTRICTION
                    0xC000_006F, // STATUS_INVALID_LOGON_HOURS
                    0xC000_0070, // STATUS_INVALID_WORKSTATION
                    0xC000_0071, // STATUS_PASSWORD_EXPIRED
                    0xC000_0072, // STATUS_ACCOUNT_DISABLED
                    0xC000_015B, // STATUS_LOGON_TYPE_NOT_GRANTED
                    0xC000_0193, // STATUS_ACCOUNT_EXPIRED
                    0xC000_0224, // STATUS_PASSWORD_MUST_CHANGE
                    0xC000_0234, // STATUS_ACCOUNT_LOCKED_OUT
                    0xC000_0388, // STATUS_DOWNGRADE_DETECTED
                    0xC000_0413 -> // STATUS_AUTHENTICATION_FIREWALL_FAILED
                true;
            default -> false;
        };
    }

    /**
     * The NT status for a DOS error (class in the lowest byte, code in the upper half), if it is a refusal; otherwise
     * {@code other}.
     */
    static int ofDos(int dosStatus, int other) {
        int code = dosStatus >>> 16;
        return switch (dosStatus & 0xFF) {
            case DOS -> code == NO_ACCESS ? ACCESS_DENIED : other;
            case SERVER ->
                switch (code) {
                    case BAD_PASSWORD -> LOGON_FAILURE;
                    case ACCESS -> NETWORK_ACCESS_DENIED;
                    case INVALID_NETWORK_NAME -> BAD_NETWORK_NAME;
                    default -> other;
                };
            default -> other;
        };
    }
}
