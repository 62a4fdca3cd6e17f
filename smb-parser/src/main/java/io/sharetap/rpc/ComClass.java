package io.sharetap.rpc;

/** Names the COM classes by which attackers run commands, and the one by which WMI is entered, by CLSID. */
enum ComClass {
    MMC20("MMC20.Application", 0x49B2_791A_B1AE_4C90L, 0x9B8E_E860_BA07_F889L),
    SHELL_WINDOWS("ShellWindows", 0x9BA0_5972_F6A8_11CFL, 0xA442_00A0_C90A_8F39L),
    SHELL_BROWSER_WINDOW("ShellBrowserWindow", 0xC08A_FD90_F2A1_11D1L, 0x8455_00A0_C91F_3880L),
    EXCEL("Excel.Application", 0x0002_4500_0000_0000L, 0xC000_0000_0000_0046L),
    OUTLOOK("Outlook.Application", 0x0006_F03A_0000_0000L, 0xC000_0000_0000_0046L),
    VISIO("Visio.InvisibleApp", 0x0002_1A20_0000_0000L, 0xC000_0000_0000_0046L),
    HTAFILE("htafile", 0x3050_F4D8_98B5_11CFL, 0xBB82_00AA_00BD_CE0BL),
    WMI_LOGIN("WbemLevel1Login", 0x8BC3_F05E_D86B_11D0L, 0xA075_00C0_4FB6_8820L);

    private static final ComClass[] ALL = values();

    /** Its ProgID in the registry, or a name of our own. */
    final String title;

    private final PackedReader.Uuid id;

    ComClass(String title, long high, long low) {
        this.title = title;
        id = new PackedReader.Uuid(high, low);
    }

    /** The class with this CLSID; null where it is not known. */
    static ComClass of(PackedReader.Uuid id) {
        for (ComClass each : ALL) {
            if (each.id.equals(id)) {
                return each;
            }
        }
        return null;
    }
}
