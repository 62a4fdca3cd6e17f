package io.sharetap.benchmarks.quality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Holds the machines of one network and their roles; addresses change. */
final class Network {
    private static final int SERVERS_PER_THOUSAND = 80;
    private static final double LAPTOPS = 0.4;

    private final int size;
    private final List<Host> servers = new ArrayList<>();
    private final List<Host> workstations = new ArrayList<>();
    private final List<Integer> freeAddresses = new ArrayList<>();
    private final List<Host> distributionPoints = new ArrayList<>();
    private final List<Double> departmentShares = new ArrayList<>();
    private long numbers;
    private int nextAddress;

    /** @param firstAddress the first of {@code 2 * size} addresses */
    Network(int size, int firstAddress, Dice dice) {
        this.size = size;
        nextAddress = firstAddress;
        numbers = (long) firstAddress << 20;
        int serverCount = Math.max(24, size * SERVERS_PER_THOUSAND / 1_000);
        for (int i = 0; i < serverCount; i++) {
            addServer();
        }
        distributionPoints.add(role(Role.DISTRIBUTION_POINT, 0));
        for (int i = 0; i < count(Role.DEPARTMENT_SHARE); i++) {
            departmentShares.add(dice.unevenness());
        }
        Collections.sort(departmentShares);
        for (int i = 0; i < size - serverCount; i++) {
            boolean staff = i < count(Role.HELPDESK) + count(Role.ADMINISTRATOR);
            workstations.add(Host.workstation(numbers++, !staff && dice.chance(LAPTOPS), nextAddress++));
        }
        while (nextAddress < firstAddress + size * 3 / 2) {
            freeAddresses.add(nextAddress++);
        }
    }

    /** The roles of machines; servers in the order in which they are listed. */
    private enum Role {
        DOMAIN_CONTROLLER(1.5, 2),
        DISTRIBUTION_POINT(0, 1),
        CONSOLE(0, 1),
        SCANNER(0, 1),
        BACKUP(0, 1),
        BUILD(0, 1),
        FILE_SERVER(6, 2),
        PRINT_SERVER(2, 1),
        DEPARTMENT_SHARE(8, 3),
        TEST_SERVER(10, 4),
        HELPDESK(3, 2),
        ADMINISTRATOR(4, 2),
        DEVELOPER(20, 4),
        TECHNICIAN(1.5, 1);

        private final double perThousand;
        private final int least;

        Role(double perThousand, int least) {
            this.perThousand = perThousand;
            this.least = least;
        }
    }

    private int count(Role role) {
        return Math.max(role.least, (int) (role.perThousand * size / 1_000));
    }

    private List<Host> all(Role role) {
        boolean people = role.compareTo(Role.HELPDESK) >= 0;
        int from = 0;
        for (Role before : Role.values()) {
            if (before.compareTo(role) < 0 && before.compareTo(Role.HELPDESK) >= 0 == people) {
                from += count(before);
            }
        }
        return (people ? workstations : servers).subList(from, from + count(role));
    }

    private Host role(Role role, int index) {
        return all(role).get(index);
    }

    int size() {
        return size;
    }

    List<Host> workstations() {
        return workstations;
    }

    List<Host> domainControllers() {
        return all(Role.DOMAIN_CONTROLLER);
    }

    /** Servers without a special role: they run applications. */
    List<Host> applicationServers() {
        int from = servers.indexOf(role(Role.TEST_SERVER, 0)) + count(Role.TEST_SERVER);
        return servers.subList(from, servers.size());
    }

    List<Host> servers() {
        return servers;
    }

    List<Host> fileServers() {
        return all(Role.FILE_SERVER);
    }

    List<Host> printServers() {
        return all(Role.PRINT_SERVER);
    }

    List<Host> testServers() {
        return all(Role.TEST_SERVER);
    }

    List<Host> helpdesk() {
        return all(Role.HELPDESK);
    }

    List<Host> administrators() {
        return all(Role.ADMINISTRATOR);
    }

    List<Host> developers() {
        return all(Role.DEVELOPER);
    }

    List<Host> technicians() {
        return all(Role.TECHNICIAN);
    }

    /** Users without a special role. */
    List<Host> users() {
        return workstations.subList(
                workstations.indexOf(role(Role.TECHNICIAN, 0)) + count(Role.TECHNICIAN), workstations.size());
    }

    /** The server that installs agents and keeps them up to date. */
    Host console() {
        return role(Role.CONSOLE, 0);
    }

    Host scanner() {
        return role(Role.SCANNER, 0);
    }

    Host backup() {
        return role(Role.BACKUP, 0);
    }

    Host buildServer() {
        return role(Role.BUILD, 0);
    }

    /** The distribution server that a host belongs to. */
    Host distributionPoint(Host host) {
        return distributionPoints.get((int) (host.number() % distributionPoints.size()));
    }

    /** Shares of departments, from the quietest to the busiest. */
    List<Host> departmentShares() {
        return all(Role.DEPARTMENT_SHARE);
    }

    /** How much busier than the average each of {@link #departmentShares} is. */
    double busyness(int departmentShare) {
        return departmentShares.get(departmentShare);
    }

    Host addServer() {
        Host server = Host.server(numbers++, nextAddress++);
        servers.add(server);
        return server;
    }

    void addDistributionPoint() {
        distributionPoints.add(addServer());
    }

    /** A new machine replaces an old one, with an address that is free. */
    Host replace(Host old, Dice dice) {
        Host fresh = Host.workstation(numbers++, old.laptop(), freeAddresses.remove(dice.below(freeAddresses.size())));
        freeAddresses.add(old.address());
        workstations.set(workstations.indexOf(old), fresh);
        return fresh;
    }

    /** A machine from outside, with an address that nobody has had. */
    Host visitor() {
        return Host.workstation(numbers++, true, nextAddress++);
    }

    /** Machines get other addresses: each gives back its own and takes a free one. */
    void wander(Dice dice, double desktops, double laptops) {
        for (Host host : workstations) {
            if (dice.chance(host.laptop() ? laptops : desktops)) {
                int old = host.address();
                int at = dice.below(freeAddresses.size());
                host.moveTo(freeAddresses.get(at));
                freeAddresses.set(at, old);
            }
        }
    }
}
