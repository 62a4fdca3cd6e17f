package io.sharetap.benchmarks.quality;

import java.util.List;

/** Plays what users do, and the helpdesk. */
final class Desks {
    private static final List<String> FOLDERS = List.of("Downloads", "Desktop", "Documents");

    private Desks() {}

    static void fileServers(Scene scene) {
        Dice dice = scene.dice();
        for (int i = scene.times(Rate.HOME_UPLOADS); i > 0; i--) {
            upload(scene, dice.pick(scene.network().fileServers()), "home$", scene.ownChoice(0.6));
        }
        for (int i = scene.times(Rate.PROFILE_UPLOADS); i > 0; i--) {
            String path = "u" + dice.below(5_000) + ".V6\\AppData\\Roaming\\App\\bin\\app.exe";
            keep(scene, "profiles$", path, scene.ownChoice(0.9));
        }
        for (int i = scene.times(Rate.ROAMING_STARTUP); i > 0; i--) {
            String startup = "AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\";
            keep(scene, "profiles$", "u" + dice.below(5_000) + ".V6\\" + startup + "clock.exe", scene.ownChoice(0.5));
        }
        for (int i = scene.times(Rate.SCREENSAVERS); i > 0; i--) {
            Network network = scene.network();
            boolean department = dice.chance(0.3);
            Host server = dice.pick(department ? network.departmentShares() : network.fileServers());
            Program screensaver = scene.ownChoice(0.5);
            scene.write(
                    dice.workingHour(), scene.user(), server, department ? "team" : "home$", "aqua.scr", screensaver);
        }
    }

    private static void keep(Scene scene, String share, String path, Program program) {
        Host server = scene.dice().pick(scene.network().fileServers());
        scene.write(scene.dice().workingHour(), scene.user(), server, share, path, program);
    }

    /** Occasionally the name is one that an intruder would choose: a self-extracting archive, an odd system name. */
    private static void upload(Scene scene, Host server, String share, Program program) {
        Dice dice = scene.dice();
        String name = dice.chance(0.005) ? "manual.pdf.exe" : dice.chance(0.003) ? "notepad.exe" : "setup.exe";
        String path = "u" + dice.below(5_000) + '\\' + dice.pick(FOLDERS) + '\\' + name;
        scene.write(dice.workingHour(), scene.user(), server, share, path, program);
    }

    static void departments(Scene scene) {
        Network network = scene.network();
        double each = scene.profile().of(Rate.DEPARTMENT_UPLOADS) / 8 * WorkCalendar.activity(scene.day());
        for (int share = 0; share < network.departmentShares().size(); share++) {
            for (int i = scene.dice().times(each * network.busyness(share)); i > 0; i--) {
                upload(scene, network.departmentShares().get(share), "team", scene.ownChoice(0.6));
            }
        }
    }

    static void peers(Scene scene) {
        for (int i = scene.times(Rate.PEER_COPIES); i > 0; i--) {
            upload(scene, scene.user(), "Transfer", scene.ownChoice(0.6));
        }
    }

    static void helpdesk(Scene scene) {
        Dice dice = scene.dice();
        for (int i = scene.times(Rate.HELPDESK_SESSIONS); i > 0; i--) {
            Host client = dice.pick(scene.network().helpdesk());
            Host host = scene.user();
            double hour = dice.workingHour();
            if (scene.chance(Rate.HELPDESK_FILES)) {
                scene.write(hour, client, host, "C$", "Temp\\tool.exe", tool(scene));
            }
            boolean copies = scene.chance(Rate.HELPDESK_COPIES);
            if (copies) {
                scene.write(hour + 0.0005, client, host, "ADMIN$", "tool.exe", tool(scene));
            }
            Program psexec = scene.catalogue().psexec(dice);
            scene.write(hour + 0.001, client, host, "ADMIN$", "PSEXESVC.exe", psexec);
            scene.stage().service(hour + 0.0015, client, host, "PSEXESVC", "%SystemRoot%\\PSEXESVC.exe");
        }
    }

    private static Program tool(Scene scene) {
        return scene.dice().chance(0.95)
                ? scene.catalogue().helpdeskTool(scene.dice(), scene.day())
                : scene.catalogue().unseen(scene.dice());
    }

    /** A new machine replaces an old one, whose user keeps his programs. */
    static void replacement(Scene scene) {
        Dice dice = scene.dice();
        for (int i = scene.times(Rate.PC_REPLACEMENTS); i > 0; i--) {
            Host fresh = scene.network().replace(scene.user(), dice);
            if (scene.chance(Rate.PC_REPLACEMENT_COPIES)) {
                Host technician = dice.pick(scene.network().technicians());
                double hour = dice.workingHour();
                for (int file = dice.times(2); file > 0; file--) {
                    String path = "Users\\u" + i + '\\' + dice.pick(FOLDERS) + "\\setup" + file + ".exe";
                    scene.write(hour + file * 0.001, technician, fresh, "C$", path, scene.ownChoice(0.6));
                }
            }
        }
    }
}
