package io.sharetap.benchmarks.quality;

import io.sharetap.benchmarks.quality.Stage.Program;
import java.util.HexFormat;
import java.util.Locale;

/** Names kinds of intrusions as public reports tell them, and plays each within a day; slow ones come on many days. */
enum Intrusion {
    IMPACKET_PSEXEC_SPRAY(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            for (int i = 0; i < 12; i++) {
                push(
                        org,
                        stage,
                        loot.attacker(),
                        org.workstation(),
                        "ADMIN$",
                        randomName(loot, i) + ".exe",
                        remcom(),
                        3 + i / 60.0);
            }
        }
    },
    SERVICE_BINARY_JUMP(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            for (int i = 0; i < 3; i++) {
                push(
                        org,
                        stage,
                        loot.attacker(),
                        org.workstation(),
                        "ADMIN$",
                        randomName(loot, i) + ".exe",
                        org.newProgram(),
                        11 + i);
            }
        }
    },
    PSEXEC_BY_HAND(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            for (int i = 0; i < 4; i++) {
                push(
                        org,
                        stage,
                        loot.attacker(),
                        org.workstation(),
                        "ADMIN$",
                        "PSEXESVC.exe",
                        Organisation.psexec(),
                        14 + i);
            }
        }
    },
    PAEXEC(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            Program paexec = Program.of(77, "PAExec.exe", "Power Admin LLC");
            push(org, stage, loot.attacker(), org.workstation(), "ADMIN$", "PAExec-7-WS.exe", paexec, 15);
        }
    },
    SLOW_COPYING(14) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            stage.write(12, loot.attacker(), org.workstation(), "C$", "ProgramData\\upd.exe", loot.tool());
        }
    },
    SCREENSAVER_IN_A_SHARE(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            stage.write(10, loot.attacker(), org.fileServer(), "docs", "Holiday.scr", loot.tool());
        }
    },
    DROP_INTO_STARTUP(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            String startup = "ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\";
            stage.write(10, loot.attacker(), org.workstation(), "C$", startup + "a.exe", loot.tool());
        }
    },
    TOOL_ON_A_DOMAIN_CONTROLLER(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            stage.write(16, loot.attacker(), org.domainControllers().get(0), "C$", "Tools\\dump.exe", loot.tool());
        }
    },
    RANSOMWARE_FROM_THE_DOMAIN_CONTROLLER(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            int source = org.domainControllers().get(1);
            for (int i = 0; i < 200; i++) {
                stage.write(1 + i / 200.0, source, org.workstation(), "C$", "Windows\\Temp\\lock.exe", loot.tool());
            }
        }
    },
    NAMED_LIKE_A_SYSTEM_PROGRAM(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            Program program = Program.of(loot.number() * 31L + 9, "agent.exe", "Agents");
            stage.write(13, loot.attacker(), org.workstation(), "C$", "ProgramData\\App\\svchost.exe", program);
        }
    },
    ALTERNATE_DATA_STREAM(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            stage.write(
                    13, loot.attacker(), org.workstation(), "C$", "ProgramData\\App\\readme.txt:p.exe", loot.tool());
        }
    },
    TOOL_ON_A_BUSY_FILE_SERVER(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            stage.write(9.5, loot.attacker(), org.fileServer(), "ADMIN$", "Temp\\x.exe", loot.tool());
        }
    },
    INSIDER_WITH_A_KNOWN_TOOL(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            stage.write(17, loot.attacker(), org.workstation(), "C$", "Windows\\Temp\\tool.exe", org.adminTool());
        }
    },
    WORM(2) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            int from = loot.attacker();
            for (int i = 0; i < 40; i++) {
                int next = org.workstation();
                stage.write(4 + i / 10.0, from, next, "ADMIN$", "tasksche.exe", loot.tool());
                from = next;
            }
        }
    },
    DISTRIBUTION_SERVER_ABUSED(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            for (int i = 0; i < 20; i++) {
                stage.write(20 + i / 60.0, 100, org.workstation(), "C$", "PerfLogs\\svc.exe", loot.tool());
            }
        }
    },
    HELPDESK_MACHINE_ABUSED(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            int client = org.helpdesk();
            for (int i = 0; i < 4; i++) {
                push(org, stage, client, org.workstation(), "ADMIN$", "psexesvc.exe", loot.tool, 19 + i / 10.0);
            }
        }
    },
    DOUBLE_EXTENSION_ON_A_SHARE(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            stage.write(10, loot.attacker(), org.fileServer(), "docs", "Invoice.pdf.exe", loot.tool());
        }
    },
    LOGON_SCRIPT_SHARE(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            stage.write(3, loot.attacker(), org.domainControllers().get(2), "NETLOGON", "logon.exe", loot.tool());
        }
    },
    TOOLKIT_IN_A_USERS_FOLDER(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            int destination = org.workstation();
            for (int i = 0; i < 25; i++) {
                stage.write(
                        5 + i / 100.0,
                        loot.attacker(),
                        destination,
                        "C$",
                        "Users\\Public\\t" + i + ".exe",
                        org.newProgram());
            }
        }
    },
    OWN_BUILD_PER_HOST(1) {
        @Override
        void play(Organisation org, Stage stage, Loot loot) {
            for (int i = 0; i < 6; i++) {
                stage.write(12 + i / 10.0, loot.attacker(), org.workstation(), "C$", "Tools\\a.exe", org.newProgram());
            }
        }
    };

    private final int days;

    Intrusion(int days) {
        this.days = days;
    }

    /** What an intruder has. */
    record Loot(int number, int attacker, Program tool) {}

    int days() {
        return days;
    }

    abstract void play(Organisation org, Stage stage, Loot loot);

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void push(
            Organisation org,
            Stage stage,
            int client,
            int destination,
            String share,
            String name,
            Program program,
            double hour) {
        stage.write(hour, client, destination, share, name, program);
        stage.run(hour + 0.002, client, destination, "%systemroot%\\" + name);
    }

    private static Program remcom() {
        return Program.of(
                HexFormat.of().parseHex("3c2fe308c0a563e06263bbacf793bbe9b2259d795fcc36b953793a7e499e7f71"),
                null,
                null);
    }

    private static String randomName(Loot loot, int i) {
        return Integer.toString(Math.abs((loot.number() * 31 + i) * 0x9E37_79B1), 36) + "qz";
    }
}
