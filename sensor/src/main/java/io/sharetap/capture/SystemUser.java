package io.sharetap.capture;

import com.sun.jna.Pointer;
import io.sharetap.config.WrongSetting;

/**
 * A user of this machine.
 *
 * @param name null where only the number is known, as in a container without a list of users
 */
record SystemUser(String name, int id, int group) {
    // struct passwd of glibc and musl, 64 bit: pw_name, pw_passwd, pw_uid, pw_gid.
    private static final int ID_AT = 16;
    private static final int GROUP_AT = 20;

    /** Finds a user by the setting's text: a name, {@code UID} or {@code UID:GID}. */
    static SystemUser of(String said) {
        if (said.matches("[0-9]{1,9}(:[0-9]{1,9})?")) {
            String[] numbers = said.split(":");
            return new SystemUser(null, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[numbers.length - 1]));
        }
        Pointer found = LibC.getpwnam(said);
        if (found == null) {
            throw new WrongSetting("user: there is no user \"" + said + "\" on this machine");
        }
        return new SystemUser(said, found.getInt(ID_AT), found.getInt(GROUP_AT));
    }
}
