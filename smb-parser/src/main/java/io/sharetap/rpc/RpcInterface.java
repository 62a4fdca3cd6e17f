package io.sharetap.rpc;

/** Names the interfaces whose calls make a server run something, by UUID, with their operations by number. */
enum RpcInterface {
    /** [MS-SCMR] 3.1.4. */
    SERVICES("svcctl", 0x367A_BB81_9844_35F1L, 0xAD32_98F0_3800_1003L),
    /** [MS-TSCH] 3.2.5.4. */
    TASKS("ITaskSchedulerService", 0x86D3_5949_83C9_4044L, 0xB424_DB36_3231_FD0CL),
    /** [MS-TSCH] 3.2.5.2. */
    AT("atsvc", 0x1FF7_0682_0A51_30E8L, 0x076D_740B_E8CE_E98BL),
    /** [MS-RRP] 3.1.5. */
    REGISTRY("winreg", 0x338C_D001_2244_31F1L, 0xAAAA_9000_3800_1003L),
    /** [MS-WMI] 3.1.4.3. */
    WMI("IWbemServices", 0x9556_DC99_828C_11CFL, 0xA37E_00AA_0032_40C7L),
    /** [MS-DCOM] 3.1.2.5.2. */
    ACTIVATION("IRemoteSCMActivator", 0x0000_01A0_0000_0000L, 0xC000_0000_0000_0046L),
    /** [MS-OAUT] 3.1.4. */
    DISPATCH("IDispatch", 0x0002_0400_0000_0000L, 0xC000_0000_0000_0046L),
    /** [C706] appendix O. */
    ENDPOINT_MAPPER("epmapper", 0xE1AF_8308_5D1F_11C9L, 0x91A4_0800_2B14_A0FAL);

    /** NDR64, [MS-RPCE] 2.2.4.12. */
    static final long NDR64_HIGH = 0x7171_0533_BEBA_4937L;

    static final long NDR64_LOW = 0x8319_B5DB_EF9C_CC36L;

    /** NDR, [C706] 14. */
    static final long NDR_HIGH = 0x8A88_5D04_1CEB_11C9L;

    static final long NDR_LOW = 0x9FE8_0800_2B10_4860L;

    private static final RpcInterface[] ALL = values();

    /**
     * Interfaces that extend IDispatch, of the objects by which attackers run commands: _Application, Document and View
     * of MMC, IShellDispatch and IShellDispatch2, IWebBrowser2, _Application of Excel.
     */
    private static final long[][] DUAL = {
        {0xA3AF_B9CC_B653_4741L, 0x86AB_F047_0EC1_384CL},
        {0x2251_20D6_1E0F_40A3L, 0x93FE_1079_E6A8_017BL},
        {0x6EFC_2DA2_B38C_457EL, 0x9ABB_ED2D_189B_8C38L},
        {0xD8F0_15C0_C278_11CEL, 0xA49E_4445_5354_0000L},
        {0xA4C6_892C_3BA9_11D2L, 0x9DEA_00C0_4FB1_6162L},
        {0xD30C_1661_CDAF_11D0L, 0x8A3E_00C0_4FC9_E26EL},
        {0x0002_08D5_0000_0000L, 0xC000_0000_0000_0046L},
    };

    private final String title;
    private final long high;
    private final long low;

    RpcInterface(String title, long high, long low) {
        this.title = title;
        this.high = high;
        this.low = low;
    }

    /** The interface with this UUID; null where its calls are not looked at. */
    static RpcInterface of(long high, long low) {
        for (long[] dual : DUAL) {
            if (dual[0] == high && dual[1] == low) {
                return DISPATCH;
            }
        }
        for (RpcInterface each : ALL) {
            if (each.high == high && each.low == low) {
                return each;
            }
        }
        return null;
    }

    /** The operation's name; null where it is not looked at. */
    String operation(int opnum) {
        String name =
                switch (this) {
                    case SERVICES -> service(opnum);
                    case TASKS -> opnum == 1 ? "SchRpcRegisterTask" : opnum == 12 ? "SchRpcRun" : null;
                    case AT -> opnum == 0 ? "NetrJobAdd" : null;
                    case REGISTRY -> registry(opnum);
                    case WMI -> wmi(opnum);
                    case ACTIVATION -> opnum == 4 ? "RemoteCreateInstance" : opnum == 3 ? "RemoteGetClassObject" : null;
                    case DISPATCH ->
                        opnum == DispatchCalls.NAMES
                                ? "GetIDsOfNames"
                                : opnum == DispatchCalls.INVOKE ? "Invoke" : null;
                    case ENDPOINT_MAPPER -> null;
                };
        return name == null ? null : title + ' ' + name;
    }

    private static String wmi(int opnum) {
        return switch (opnum) {
            case ComCalls.PUT_INSTANCE -> "PutInstance";
            case ComCalls.PUT_INSTANCE_ASYNC -> "PutInstanceAsync";
            case ComCalls.EXEC_METHOD -> "ExecMethod";
            case ComCalls.EXEC_METHOD_ASYNC -> "ExecMethodAsync";
            default -> null;
        };
    }

    private static String service(int opnum) {
        return switch (opnum) {
            case ServiceCalls.DELETE -> "RDeleteService";
            case ServiceCalls.CHANGE_W -> "RChangeServiceConfigW";
            case ServiceCalls.CREATE_W -> "RCreateServiceW";
            case ServiceCalls.OPEN_W -> "ROpenServiceW";
            case ServiceCalls.START_W -> "RStartServiceW";
            case ServiceCalls.CHANGE_A -> "RChangeServiceConfigA";
            case ServiceCalls.CREATE_A -> "RCreateServiceA";
            case ServiceCalls.OPEN_A -> "ROpenServiceA";
            case ServiceCalls.START_A -> "RStartServiceA";
            case ServiceCalls.CREATE_WOW64_A -> "RCreateServiceWOW64A";
            case ServiceCalls.CREATE_WOW64_W -> "RCreateServiceWOW64W";
            case ServiceCalls.CREATE_WOW -> "RCreateWowService";
            default -> null;
        };
    }

    private static String registry(int opnum) {
        return switch (opnum) {
            case RegistryCalls.OPEN_CLASSES_ROOT -> "OpenClassesRoot";
            case RegistryCalls.OPEN_CURRENT_USER -> "OpenCurrentUser";
            case RegistryCalls.OPEN_LOCAL_MACHINE -> "OpenLocalMachine";
            case RegistryCalls.OPEN_USERS -> "OpenUsers";
            case RegistryCalls.CREATE_KEY -> "BaseRegCreateKey";
            case RegistryCalls.OPEN_KEY -> "BaseRegOpenKey";
            case RegistryCalls.SET_VALUE -> "BaseRegSetValue";
            default -> null;
        };
    }
}
