#!/bin/bash
# Tries the Debian packages on a root of its own, with systemd as its first process: installed, started, fed, rotated,
# killed, upgraded, backed up, removed, purged; each step is asserted. The fleet has a real broker, of fleet/dev-broker.
# Needs root, debootstrap, systemd-container.
#
#   deploy/check.sh [ROOT]
#
#   ROOT  a root that debootstrap has made (with $PACKAGES), which is copied; without it, Debian stable is fetched
#
# Exit: 0 all is as it should be; 1 not, the last line says what; 2 something is missing here.
set -u

PACKAGES=systemd,systemd-sysv,dbus,iproute2,tcpreplay,libpcap0.8t64,libstdc++6,zlib1g,curl,logrotate,procps
here=$(cd "$(dirname "$0")" && pwd)
package=$here/target/sharetap.deb
fleet=$here/target/sharetap-fleet.deb
work=$(mktemp -d)
root=$work/root
nspawn='' broker=''

cleanup() {
    [ -z "$broker" ] || kill -KILL "$broker" 2>/dev/null
    [ -z "$nspawn" ] || kill -TERM "$nspawn" 2>/dev/null
    [ -z "$nspawn" ] || wait "$nspawn" 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT

missing() {
    echo "check.sh: $*" >&2
    exit 2
}

fail() {
    echo "FAILED: $*" >&2
    [ -z "$nspawn" ] || inside journalctl --no-pager -u sharetap -u sharetap-fleet -n 40 >&2
    exit 1
}

# inside COMMAND…: in the root, beside its first process.
inside() { nsenter -t "$first" -m -u -i -n -p -C -r -w "$@" </dev/null; }

# step WORDS…: what is being tried.
step() { echo "$SECONDS s: $*"; }

# holds COMMAND…: must succeed.
holds() { inside "$@" >"$work/said" 2>&1 || fail "$* ($(cat "$work/said"))"; }

# soon WHAT SHELL: within half a minute.
soon() {
    local what=$1
    for _ in $(seq 150); do
        ! inside sh -c "$2" >/dev/null 2>&1 || return 0
        sleep 0.2
    done
    fail "$what: $2"
}

metric() { inside curl -sf http://127.0.0.1:9475/metrics | sed -n "s/^$1 //p"; }
main_process() { inside systemctl show -P MainPID sharetap; }
play() { holds tcpreplay -q --pps=5000 -i span0 "/$1"; }

[ "$(id -u)" = 0 ] || missing "needs root"
for file in "$package" "$fleet" "$here/../fleet/target/broker"; do
    [ -e "$file" ] || missing "there is no $file: mvn -Ppackages verify makes it"
done
for program in debootstrap systemd-nspawn nsenter dpkg-deb; do
    command -v $program >/dev/null || missing "$program is not installed"
done

step "a root of Debian stable"
if [ $# = 1 ]; then
    cp -a "$1" "$root"
else
    debootstrap --variant=minbase --include=$PACKAGES stable "$root" >"$work/debootstrap" 2>&1 ||
        { tail -n 5 "$work/debootstrap" >&2; missing "debootstrap failed"; }
fi
cp "$package" "$root/sharetap.deb"
cp "$here/../pcaps/lateral-movement/capture.pcapng" "$root/first.pcapng"
cp "$here/../pcaps/signed-program/capture.pcap" "$root/second.pcap"
cp "$fleet" "$root/sharetap-fleet.deb"
echo "127.0.0.1 localhost broker" >>"$root/etc/hosts"
# The same with a later version.
dpkg-deb -R "$package" "$work/later"
sed -i 's/^Version: .*/&+later/' "$work/later/DEBIAN/control"
dpkg-deb -b -Znone "$work/later" "$root/later.deb" >/dev/null

step "systemd begins"
systemd-nspawn -q --register=no --keep-unit --private-network -D "$root" -b --console=pipe </dev/null >"$work/boot" 2>&1 &
nspawn=$!
first=''
for _ in $(seq 150); do
    first=$(pgrep -P $nspawn | head -n 1)
    [ -z "$first" ] || [ "$(inside systemctl is-system-running 2>/dev/null)" = starting ] ||
        ! inside systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded' || break
    sleep 0.2
done
[ -n "$first" ] || missing "systemd-nspawn does not start here: $(tail -n 3 "$work/boot")"
[ "$(inside ps -p 1 -o comm=)" = systemd ] || missing "systemd does not run there: $(tail -n 3 "$work/boot")"
holds ip link add span0 type veth peer name span1
for end in span0 span1; do
    inside sysctl -qw "net.ipv6.conf.$end.disable_ipv6=1"
    holds ip link set "$end" up
done
inside find / -xdev -path /proc -prune -o -print | sort >"$work/before"

step "install"
holds dpkg -i /sharetap.deb
inside sharetap fleet --version >"$work/said" 2>&1
[ $? = 2 ] && grep -q 'package sharetap-fleet' "$work/said" || fail "the fleet is not said to be missing: $(cat "$work/said")"
holds sh -c '[ "$(stat -c "%U %a" /var/lib/sharetap)" = "sharetap 700" ]'
holds sh -c '[ "$(stat -c "%U %G %a" /etc/sharetap/sharetap.yaml)" = "root sharetap 640" ]'
[ "$(inside systemctl is-enabled sharetap)" = disabled ] || fail "it is enabled without an interface"
holds sh -c '! command -v java'
inside sharetap replay --no-progress --format json /first.pcapng | grep -q '"kind":"alert"' || fail "a replay has no alert"
holds systemd-analyze verify sharetap.service
exposure=$(inside systemd-analyze security --no-pager sharetap | sed -n 's/.*Overall exposure level[^:]*: \([0-9.]*\).*/\1/p')
echo "exposure $exposure"
awk "BEGIN { exit !($exposure < 2.0) }" || fail "systemd-analyze security: $exposure"

step "start"
inside sed -i 's/^#interfaces: .*/interfaces: [span1]/' /etc/sharetap/sharetap.yaml
holds systemctl enable --now sharetap
holds systemctl is-active sharetap
uid=$(inside id -u sharetap)
soon "ready" "curl -sf http://127.0.0.1:9475/readyz"
# Of every thread the same, whatever threads there are at the moment.
rights=$(inside sh -c "cat /proc/$(main_process)/task/*/status 2>/dev/null" |
    grep -E '^(Uid|CapPrm|CapEff|CapBnd|NoNewPrivs):' | sort -u | tr -s '\t\n' '  ')
[ "$rights" = "CapBnd: 0000000000002000 CapEff: 0000000000002000 CapPrm: 0000000000002000 NoNewPrivs: 1 Uid: $uid $uid $uid $uid " ] ||
    fail "rights: $rights"

step "a capture over the wire"
play first.pcapng
records=/var/log/sharetap/records.jsonl
soon "records" "grep -q smb-file-write $records"
soon "metrics" "curl -sf http://127.0.0.1:9475/metrics | grep -E '^sharetap_file_writes_total.kind=\"executable\",outcome=\"success\". [1-9]'"
for metric in sharetap_dropped_packets_total sharetap_faults_total; do
    inside curl -sf http://127.0.0.1:9475/metrics | grep "^$metric" | grep -qv ' 0.0$' && fail "$metric is not 0"
done
holds sh -c "[ \"\$(stat -c '%U %a' $records)\" = 'sharetap 640' ] || [ \"\$(stat -c '%U %a' $records)\" = 'sharetap 600' ]"

step "logrotate"
holds logrotate -f /etc/logrotate.d/sharetap
play second.pcap
soon "a new file" "grep -q smb-file-write $records"
holds sh -c "[ \$(ls /var/log/sharetap | wc -l) = 2 ]"

step "reload and kill"
before=$(main_process)
holds systemctl reload sharetap
soon "still there" "curl -sf http://127.0.0.1:9475/healthz"
[ "$(main_process)" = "$before" ] || fail "the reload was a restart"
holds systemctl kill -s KILL sharetap
soon "started again" "curl -sf http://127.0.0.1:9475/readyz"
[ "$(main_process)" != "$before" ] || fail "it was not killed"

step "upgrade"
soon "a baseline" "curl -sf http://127.0.0.1:9475/metrics | grep -E '^sharetap_baseline_entries.table=\"executables\". [1-9]'"
entries=$(metric 'sharetap_baseline_entries{table="executables"}')
before=$(main_process)
holds dpkg -i /later.deb
soon "restarted" "curl -sf http://127.0.0.1:9475/readyz"
[ "$(main_process)" != "$before" ] || fail "the old program runs on"
holds grep -q '^interfaces: \[span1\]' /etc/sharetap/sharetap.yaml
soon "the same baseline" "curl -sf http://127.0.0.1:9475/metrics | grep -F 'sharetap_baseline_entries{table=\"executables\"} $entries'"

step "backup and restore"
holds systemctl stop sharetap
holds tar -C /var/lib/sharetap -cf /backup.tar baseline
holds rm -r /var/lib/sharetap/baseline
holds systemctl start sharetap
soon "a new baseline" "curl -sf http://127.0.0.1:9475/metrics | grep -F 'sharetap_baseline_entries{table=\"executables\"} 0.0'"
holds systemctl stop sharetap
holds rm -r /var/lib/sharetap/baseline
holds tar -C /var/lib/sharetap -xpf /backup.tar
holds systemctl start sharetap
soon "the old baseline" "curl -sf http://127.0.0.1:9475/metrics | grep -F 'sharetap_baseline_entries{table=\"executables\"} $entries'"
[ "$(inside systemctl show -P NRestarts sharetap)" = 0 ] || fail "it was started more than once"

step "the fleet: install and start"
# Beside the root, in its network: the broker is none of what is tried.
holds ip link set lo up
nsenter -t "$first" -n "$here/../fleet/dev-broker" "$work/broker" </dev/null >"$work/broker.txt" 2>&1 &
broker=$!
holds dpkg --force-unsafe-io -i /sharetap-fleet.deb
holds sh -c '[ "$(stat -c "%U %a" /var/lib/sharetap-fleet)" = "sharetap 700" ]'
holds sh -c '[ "$(stat -c "%U %G %a" /etc/sharetap-fleet/fleet.yaml)" = "root sharetap 640" ]'
[ "$(inside systemctl is-enabled sharetap-fleet)" = disabled ] || fail "the fleet is enabled without a broker"
holds systemd-analyze verify sharetap-fleet.service
inside sharetap fleet --version >"$work/said"
inside sharetap --version | cmp -s - "$work/said" || fail "the sensor does not hand the fleet on"
! inside systemctl start sharetap-fleet >/dev/null 2>&1 || fail "it starts without a broker"
holds sh -c '[ "$(systemctl show -P ExecMainStatus sharetap-fleet)" = 2 ]'
[ "$(inside systemctl is-active sharetap-fleet)" = failed ] || fail "settings that are wrong are tried again"
inside sed -i 's/^#bootstrap: .*/bootstrap: broker:9092/; s/^#activation: .*/activation: 0d/' /etc/sharetap-fleet/fleet.yaml
inside sh -c 'echo "lateness: 1s" >>/etc/sharetap-fleet/fleet.yaml'
for _ in $(seq 150); do
    ! nsenter -t "$first" -n bash -c ': </dev/tcp/127.0.0.1/9092' 2>/dev/null || break
    sleep 0.2
done
holds systemctl enable --now sharetap-fleet
soon "ready" "curl -sf http://127.0.0.1:9476/readyz"
fleet_process() { inside systemctl show -P MainPID sharetap-fleet; }
rights=$(inside sh -c "cat /proc/$(fleet_process)/task/*/status 2>/dev/null" |
    grep -E '^(Uid|CapPrm|CapEff|CapBnd|NoNewPrivs):' | sort -u | tr -s '\t\n' '  ')
[ "$rights" = "CapBnd: 0000000000000000 CapEff: 0000000000000000 CapPrm: 0000000000000000 NoNewPrivs: 1 Uid: $uid $uid $uid $uid " ] ||
    fail "rights of the fleet: $rights"

step "the fleet: an alert"
holds sharetap replay --no-progress --output kafka:127.0.0.1:9092 /first.pcapng
alerts="sharetap fleet alerts --config /etc/sharetap-fleet/fleet.yaml --format json"
soon "an alert" "$alerts | grep -q '\"severity\":\"high\"'"
soon "known" "sharetap fleet show --config /etc/sharetap-fleet/fleet.yaml 10.20.0.13 | grep -q 10.20.0.13"
inside $alerts >"$work/alerts"

step "the fleet: kill, upgrade, stop"
before=$(fleet_process)
holds systemctl kill -s KILL sharetap-fleet
other_process() { echo "[ \$(systemctl show -P MainPID sharetap-fleet) != 0 ] && [ \$(systemctl show -P MainPID sharetap-fleet) != $1 ]"; }
soon "started again" "$(other_process "$before")"
before=$(fleet_process)
holds dpkg --force-unsafe-io -i /sharetap-fleet.deb # the same again: as a later one
soon "upgraded" "$(other_process "$before") && curl -sf http://127.0.0.1:9476/readyz"
holds grep -q '^bootstrap: broker:9092' /etc/sharetap-fleet/fleet.yaml
holds systemctl stop sharetap-fleet
holds sh -c '[ "$(systemctl show -P Result sharetap-fleet)" = success ] && [ "$(systemctl show -P ExecMainStatus sharetap-fleet)" = 0 ]'

step "remove"
holds dpkg -r sharetap
holds sh -c '! pgrep -x java'
holds sh -c '[ ! -e /usr/lib/sharetap ] && [ ! -e /usr/lib/systemd/system/sharetap.service ]'
holds sh -c '[ ! -e /etc/systemd/system/multi-user.target.wants/sharetap.service ]'
holds sh -c '[ -d /var/lib/sharetap/baseline ] && [ -f /etc/sharetap/sharetap.yaml ] && [ -d /var/log/sharetap ]'

step "purge, the fleet stays"
holds dpkg -P sharetap
holds sh -c '[ "$(stat -c %U /var/lib/sharetap-fleet)" = sharetap ]'
holds systemctl start sharetap-fleet
inside $alerts | cmp -s - "$work/alerts" || fail "other alerts after a kill, an upgrade and a stop"
inside sharetap replay --no-progress --format json /first.pcapng | grep -q '"kind":"alert"' || fail "a replay has no alert"
holds dpkg -r sharetap-fleet
holds sh -c '! pgrep -x java'
holds sh -c '[ ! -e /usr/bin/sharetap ] && [ ! -e /usr/lib/sharetap-fleet ] && [ ! -e /usr/lib/systemd/system/sharetap-fleet.service ]'
holds sh -c '[ -d /var/lib/sharetap-fleet/state ] && [ -f /etc/sharetap-fleet/fleet.yaml ]'
holds dpkg -P sharetap-fleet
holds sh -c '! getent passwd sharetap'
inside find / -xdev -path /proc -prune -o -print | sort >"$work/after"
comm -13 "$work/before" "$work/after" | grep -i sharetap && fail "something of it stays"
step "all as it should be"
