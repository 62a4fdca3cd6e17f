#!/bin/bash
# Watches live, on test hosts in network namespaces, what is then replayed, and compares the records. Root, Debian.
#
#   pcaps/live.sh KIND DIR
#
#   KIND  cases   the cases of this folder (EVERY=4: each fourth), played over a veth pair; the capture that tcpdump made
#                 meanwhile is replayed
#         samba   real smbclient writes to real Samba; likewise
#         taps    two taps that see every frame, and two cards that see one direction each
#         down    an interface that goes down, comes back, is taken out and put in again
#         reload  settings that change between two writes (SIGHUP), and a file of settings with a mistake
#         reloads twenty reloads, of which each changes the kernel's filter, while a capture is played: no frame is lost
#         keys    a file of keys that a reload names, that others may read then, and that a reload names no more
#         ports   a port of SMB that is learnt while it watches
#         calls   DCE/RPC over TCP, on a port that the endpoint mapper gives out while it watches
#         early   SIGTERM while the baseline is being opened
#         stop    SIGTERM while it lags behind: what came before is taken
#
# Leaves DIR/KIND.pcap, DIR/KIND.live and DIR/KIND.replayed (records, sorted) and DIR/KIND.said. Exit 0: the same records;
# 1: not, the difference is printed; 2: something is missing here. $SHARETAP is the command that is tried.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/lab.sh"

SHARETAP=${SHARETAP:-$here/../sharetap}
LAB_PACKAGES="$LAB_PACKAGES tcpreplay"
CLIENT=10.20.0.66
SERVER=10.20.0.11
OPTIONS="--format json --workers 2"
EVENTS=all
ACTIVATION=0d
HTTP=off
EVERY=${EVERY:-1} # of the cases, each of so many is played

[ $# = 2 ] || lab_stop_with "usage: live.sh cases|samba|taps|down|reload|reloads|keys|ports|calls|early|stop DIR"
kind=$1
mkdir -p "$2"
target=$(cd "$2" && pwd)
said=$target/$kind.said

# watch INTERFACE…: Sharetap in the background, until it watches.
watch() {
    local interface interfaces=""
    for interface in "$@"; do interfaces="$interfaces -i $interface"; done
    : >"$said"
    # shellcheck disable=SC2086 # words
    ip netns exec "$LAB_ID-net" $SHARETAP watch --http $HTTP $OPTIONS --events $EVENTS --activation $ACTIVATION $interfaces >"$target/$kind.records" 2>"$said" &
    WATCH=$!
    wait_for "$said" watching
}

# wait_for FILE TEXT: until a line of it holds the text.
wait_for() {
    wait_count "$1" "$2" 1
}

# wait_count FILE TEXT NUMBER: until so many lines of it hold the text; a machine may be slow for a minute.
wait_count() {
    for _ in $(seq 600); do
        [ "$(grep -c "$2" "$1")" -lt "$3" ] || return 0
        sleep 0.1
    done
    echo "$1: fewer than $3 times \"$2\":" >&2
    cat "$1" "$said" >&2
    return 1
}

# wait_writes NUMBER: until so many writes were told.
wait_writes() {
    wait_count "$target/$kind.records" '"kind":"event","action":"smb-file-write"' "$1"
}

# wait_ready CODE: until the sensor answers with it whether it is ready.
wait_ready() {
    local code
    for _ in $(seq 600); do
        code=$(on net python3 -c '
import http.client, sys

asked = http.client.HTTPConnection(sys.argv[1])
asked.request("GET", "/readyz")
print(asked.getresponse().status)
' "$HTTP")
        [ "$code" != "$1" ] || return 0
        sleep 0.1
    done
    echo "readyz: $code, not $1" >&2
    return 1
}

# What came before the end it takes, also where it lags behind.
watch_stop() {
    kill -TERM $WATCH
    wait $WATCH
    sort "$target/$kind.records" >"$target/$kind.live"
}

replay() {
    # shellcheck disable=SC2086 # words
    $SHARETAP replay $OPTIONS --events $EVENTS --activation $ACTIVATION "$@" | sort >"$target/$kind.replayed"
}

play() {
    on net tcpreplay -q --pps=20000 "$@" >"$LAB/tcpreplay.out" 2>&1 || { cat "$LAB/tcpreplay.out" >&2; return 1; }
}

# Every field but times, and ids, which are made of times: two sockets do not stamp a frame at the same nanosecond. Of a
# file whose closes were held up on two connections, either handle's id is told, by which second ends the wait.
timeless() {
    sed -E -i 's/"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"/"a time"/g; s/"(id|continues|alert_id|file_id)":"[0-9a-f]{32}"/"\1":"an id"/g
        s/\(alert [0-9a-f]{32}\)/(alert an id)/g; s/[0-9.]+ s after the write/a time after the write/g
        s/"seconds_after_write":[0-9.E-]+/"seconds_after_write":"a time"/g' \
        "$target/$kind.live" "$target/$kind.replayed"
    sort -o "$target/$kind.live" "$target/$kind.live"
    sort -o "$target/$kind.replayed" "$target/$kind.replayed"
}

# Of each write what does not depend on when it was: for captures that were made years apart.
writes_alone() {
    local side
    for side in live replayed; do
        python3 -c '
import json, sys

for line in sys.stdin:
    record = json.loads(line)
    if record["event"]["action"] == "smb-file-write" and record["event"]["kind"] == "event":
        file = record["file"]
        print(record["source"]["ip"], record["destination"]["ip"], file["path"], file["size"],
              file.get("hash"), record["smb"]["complete"], record["event"]["outcome"])
' <"$target/$kind.$side" | sort >"$LAB/$side"
        mv "$LAB/$side" "$target/$kind.$side"
    done
}

# The cases that a network card can send: Ethernet, with the standard settings; each with hosts of its own, as they
# would be taken for one another's repetition.
playable() {
    local case file number=0 seen=0
    mkdir "$LAB/cases"
    for case in "$here"/*/; do
        [ ! -e "$case/settings.yaml" ] || continue
        seen=$((seen + 1))
        [ $((seen % EVERY)) = 0 ] || continue
        for file in "$case"capture.*; do
            case $file in
            *.zst) zstd -qdfo "$LAB/$(basename "$case").pcap" "$file" && file=$LAB/$(basename "$case").pcap ;;
            esac
            # Ports that are given out are in the kernel's filter a moment later: see kind calls.
            [ -z "$(tcpdump -r "$file" -c 1 tcp port 135 2>/dev/null)" ] || continue
            case $(tcpdump -r "$file" -c 1 2>&1) in *'link-type EN10MB'*) ;; *) continue ;; esac
            number=$((number + 1))
            tcprewrite --seed=$number --infile="$file" --outfile="$LAB/cases/$number.pcap" >/dev/null 2>&1 || continue
            echo "$LAB/cases/$number.pcap"
        done
    done
}

kind_cases() {
    # Live, writes that are told late are judged late: what is folded into what, and how many hosts of a fan-out came
    # before, differs. Without both, each alert is the same.
    OPTIONS="$OPTIONS --set score.fan-out-destinations=1000000 --set alert.fold=0s"
    pair tap
    watch tap1
    record_on tap1
    # shellcheck disable=SC2046 # words
    play -i tap0 $(playable)
    sleep 3 # live, time goes on without frames; what is waited for then has ended before the last one, in both
    play -i tap0 "$here/documents-only/capture.pcapng"
    record_stop
    watch_stop
    replay "$target/$kind.pcap"
    timeless
}

kind_samba() {
    host ws66 "$CLIENT"
    server fs01 "$SERVER"
    PYTHONPATH=$here/maker python3 -c '
import pe, random, sys

for number in range(20):
    with open(f"{sys.argv[1]}/tool{number}.exe", "wb") as out:
        out.write(pe.program(200_000, seed=number))
    with open(f"{sys.argv[1]}/note{number}.txt", "wb") as out:
        out.write(random.Random(number).randbytes(40_000).hex().encode())
' "$LAB"
    watch span
    record_on span
    local number commands=""
    for number in $(seq 0 19); do
        commands="$commands put $LAB/tool$number.exe Windows\\tool$number.exe; put $LAB/note$number.txt note$number.txt;"
    done
    smb ws66 j.miller "//$SERVER/C\$" SMB3_11 "$commands rename note1.txt Windows\\later.exe; del note2.txt"
    smb ws66 a.weber "//$SERVER/Public" SMB2_10 "put $LAB/tool1.exe again.exe; get again.exe $LAB/back.exe"
    smb ws66 a.weber "//$SERVER/ADMIN\$" NT1 "put $LAB/tool2.exe old.exe"
    record_stop
    watch_stop
    replay "$target/$kind.pcap"
    timeless
    for number in $(seq 0 19); do # and both know what the server has
        grep -q "$(sha256sum "$(disk fs01)/Windows/tool$number.exe" | cut -d' ' -f1)" "$target/$kind.live" ||
            { echo "tool$number.exe was not seen" >&2; return 1; }
    done
}

kind_taps() {
    # A hub: whatever comes in at its first port goes out at both others.
    pair in
    pair left
    pair right
    ip -n "$LAB_ID-net" link add hub mtu 65535 type bridge ageing_time 0 mcast_snooping 0
    ip -n "$LAB_ID-net" link set hub up
    for port in in1 left0 right0; do ip -n "$LAB_ID-net" link set $port master hub; done
    # Two cards, one direction each.
    pair up
    pair down
    OPTIONS="$OPTIONS --set capture.wait=5s" # the threads of two cards may be apart by more than is usual
    watch left1 right1 up1 down1
    play -i in0 "$here/lateral-movement/capture.pcapng"
    local case
    for case in writes-of-64-kib smb1-plain-write rename-after-write; do
        tcpprep --port --pcap="$here/$case/capture.pcap" --cachefile="$LAB/$case.cache" >/dev/null 2>&1
        play -i up0 -I down0 --cachefile="$LAB/$case.cache" "$here/$case/capture.pcap"
    done
    watch_stop
    replay "$here/lateral-movement/capture.pcapng" "$here/writes-of-64-kib/capture.pcap" \
        "$here/smb1-plain-write/capture.pcap" "$here/rename-after-write/capture.pcap"
    writes_alone
}

kind_down() {
    HTTP=127.0.0.1:9475
    ip -n "$LAB_ID-net" link set lo up
    pair tap
    watch tap1
    play -i tap0 "$here/writes-of-64-kib/capture.pcap"
    wait_writes 1
    wait_ready 200
    ip -n "$LAB_ID-net" link set tap1 down
    wait_for "$said" 'tap1: is down'
    wait_ready 503
    ip -n "$LAB_ID-net" link set tap1 up
    pair_up tap
    wait_for "$said" 'tap1: gives frames now'
    wait_ready 200
    play -i tap0 "$here/smb1-plain-write/capture.pcap"
    wait_writes 2
    ip -n "$LAB_ID-net" link del tap1
    wait_for "$said" 'gives no frames any more'
    pair tap
    wait_count "$said" 'tap1: gives frames now' 2
    play -i tap0 "$here/rename-after-write/capture.pcap"
    watch_stop
    replay "$here/writes-of-64-kib/capture.pcap" "$here/smb1-plain-write/capture.pcap" \
        "$here/rename-after-write/capture.pcap"
    writes_alone
}

# wait_filter PORT SOCKETS: until the kernel's filters of so many sockets name the port.
wait_filter() {
    for _ in $(seq 600); do
        [ "$(on net ss --packet --bpf --numeric | grep -cw "$1")" != "$2" ] || return 0
        sleep 0.1
    done
    echo "the filter does not change:" >&2
    on net ss --packet --bpf --numeric >&2
    return 1
}

# write_of NUMBER [OPTION…]: plays the write of a program by two hosts that nobody has seen; of the case $WRITE.
write_of() {
    local number=$1
    shift
    tcprewrite --seed="$number" "$@" --infile="$here/${WRITE:-plain-write}/capture.pcap" --outfile="$LAB/write$number.pcap"
    play -i tap0 "$LAB/write$number.pcap"
}

# reload TEXT…: the settings are these lines from now on, which it has read when this returns.
reload() {
    printf '%s\n' "$@" >"$LAB/settings.yaml.new"
    mv "$LAB/settings.yaml.new" "$LAB/settings.yaml"
    RELOADS=$((${RELOADS:-0} + 1))
    kill -HUP $WATCH
    wait_count "$said" 'reload: done\|reload: nothing was changed' $RELOADS
}

kind_reload() {
    echo 'critical-assets: 192.0.2.1' >"$LAB/settings.yaml"
    OPTIONS="$OPTIONS --config $LAB/settings.yaml"
    pair tap
    watch tap1
    write_of 1
    wait_count "$target/$kind.records" '"kind":"alert"' 1
    reload 'critical-assets: 0.0.0.0/0' 'score.high-from: 1' 'lateness: 5m'
    write_of 2
    wait_count "$target/$kind.records" '"kind":"alert"' 2
    reload 'critical-assets: 192.0.2.1' 'score:' '  high-frm: 1'
    write_of 3
    wait_count "$target/$kind.records" '"kind":"alert"' 3
    watch_stop
    python3 -c '
import json, sys

for line in sys.stdin:
    record = json.loads(line)
    if record["event"]["kind"] == "alert":
        reasons = [reason["id"] for reason in record["sharetap"]["reasons"]]
        print("high" if record["event"]["severity"] == 73 else "not high",
              "critical" if "critical_asset" in reasons else "not critical")
' <"$target/$kind.records" >"$target/$kind.live"
    grep -o 'reload: .*' "$said" | sed "s|$LAB/||" >>"$target/$kind.live"
    cat >"$target/$kind.replayed" <<'END'
not high not critical
high critical
high critical
reload: lateness: 10m -> 5m (settings.yaml: line 3, column 1): needs a restart
reload: critical-assets: 192.0.2.1 -> 0.0.0.0/0 (settings.yaml: line 1, column 1): in force
reload: score.high-from: 70 -> 1 (settings.yaml: line 2, column 1): in force
reload: done: 2 settings changed, 1 more need a restart
reload: settings.yaml: line 3, column 3: there is no setting "score.high-frm"; the nearest is "score.high-from"
reload: nothing was changed
END
}

kind_keys() {
    WRITE=decrypted-aes128gcm
    : >"$LAB/settings.yaml"
    OPTIONS="$OPTIONS --config $LAB/settings.yaml"
    install -m 600 "$here/$WRITE/keys" "$LAB/keys"
    pair tap
    watch tap1
    write_of 1
    wait_count "$target/$kind.records" '"smb-blind"' 1
    reload "keys: $LAB/keys"
    write_of 2
    wait_count "$target/$kind.records" '"kind":"alert"' 1
    chmod 644 "$LAB/keys"
    reload "keys: $LAB/keys"
    write_of 3
    wait_count "$target/$kind.records" '"kind":"alert"' 2
    reload ''
    write_of 4
    wait_count "$target/$kind.records" '"smb-blind"' 2
    watch_stop
    python3 -c '
import json, sys

for line in sys.stdin:
    record = json.loads(line)
    if record["event"]["kind"] == "event" and record["event"]["action"] in ("smb-blind", "smb-file-write"):
        print(record["event"]["action"], record["smb"].get("encrypted"), record.get("file", {}).get("path"))
' <"$target/$kind.records" >"$target/$kind.live"
    grep -o 'reload: .*' "$said" | sed "s|$LAB/||g" >>"$target/$kind.live"
    cat >"$target/$kind.replayed" <<'END'
smb-blind None None
smb-file-write True tool.exe
smb-file-write True tool.exe
smb-blind None None
reload: keys: (none) -> keys (settings.yaml: line 1, column 1): in force
reload: keys: keys was read again
reload: done: 1 setting changed
reload: keys: it holds keys, and others than its owner may read or write it: chmod 600
reload: nothing was changed
reload: keys: keys -> (none) (default): in force
reload: done: 1 setting changed
END
}

kind_reloads() {
    EVENTS=none
    : >"$LAB/settings.yaml"
    OPTIONS="$OPTIONS --config $LAB/settings.yaml"
    pair tap
    watch tap1
    tcpdump -r "$here/writes-of-64-kib/capture.pcap" -w "$LAB/played.pcap" tcp port 445 2>/dev/null
    play -i tap0 --loop=1000000 "$LAB/played.pcap" 2>/dev/null &
    local player=$! number before
    for number in $(seq 20); do
        reload "smb-ports: [$((4450 + number))]" "score.high-from: $number"
    done
    before=$(sent)
    for _ in $(seq 600); do # the last reload was under way while frames came
        [ "$(sent)" = "$before" ] || break
        sleep 0.1
    done
    [ "$(sent)" -gt "$before" ] || { echo "reloads: nothing was played any more at the last reload" >&2; return 1; }
    pkill -INT -P $player
    wait $player || true
    watch_stop
    [ "$(grep -c 'reload: done: 2 settings changed' "$said")" = 20 ]
    all_taken
}

# Frames that went over the pair. What it drops, as the queue behind it is full, was never on the wire that is watched, and
# is not in this.
sent() {
    on net cat /sys/class/net/tap0/statistics/tx_packets
}

# Every frame that was sent was taken.
all_taken() {
    grep -o 'tap1: .*' "$said" >"$target/$kind.live"
    echo "tap1: $(sent) packets taken; lost by kernel 0, interface 0, ring 0" >"$target/$kind.replayed"
}

kind_stop() {
    EVENTS=none
    pair tap
    watch tap1
    tcpdump -r "$here/writes-of-64-kib/capture.pcap" -w "$LAB/played.pcap" tcp port 445 2>/dev/null
    kill -STOP $WATCH # it lags behind by seconds
    play -i tap0 --loop=120 "$LAB/played.pcap" 2>/dev/null
    kill -TERM $WATCH
    kill -CONT $WATCH
    wait $WATCH
    all_taken
}

# Of what was run all but times and ids.
executions_alone() {
    local side
    for side in live replayed; do
        python3 -c '
import json, sys

for line in sys.stdin:
    record = json.loads(line)
    if record["event"]["action"] == "smb-execution-observed":
        print(record["source"]["ip"], record["destination"], record["smb"]["execution"], record["file"]["path"])
' <"$target/$kind.$side" | sort >"$LAB/$side"
        mv "$LAB/$side" "$target/$kind.$side"
    done
    [ "$(wc -l <"$target/$kind.replayed")" = 2 ]
}

kind_calls() {
    pair tap
    watch tap1
    local whole=$here/executed-over-tcp/capture.pcap
    tcpdump -r "$whole" -w "$LAB/first.pcap" tcp port 445 or tcp port 135 2>/dev/null
    tcpdump -r "$whole" -w "$LAB/then.pcap" tcp port 49670 2>/dev/null
    play -i tap0 "$LAB/first.pcap"
    wait_count "$target/$kind.records" '"kind":"alert"' 1
    wait_filter 49670 1
    play -i tap0 "$LAB/then.pcap"
    wait_count "$target/$kind.records" '"smb-execution-observed"' 2
    watch_stop
    replay "$whole"
    executions_alone
}

kind_ports() {
    : >"$LAB/settings.yaml"
    OPTIONS="$OPTIONS --config $LAB/settings.yaml"
    pair tap
    watch tap1
    write_of 1 --portmap=445:4450
    write_of 2
    wait_writes 1
    reload 'smb-ports: 4450'
    wait_filter 4450 1
    write_of 3 --portmap=445:4450
    wait_writes 2
    reload ''
    wait_filter 4450 0
    write_of 4 --portmap=445:4450
    write_of 5
    wait_writes 3
    watch_stop
    OPTIONS="$OPTIONS --set smb-ports=4450"
    replay "$LAB/write2.pcap" "$LAB/write3.pcap" "$LAB/write5.pcap"
    writes_alone
}

kind_early() {
    local round code
    pair tap
    OPTIONS="$OPTIONS --baseline $LAB/baseline"
    : >"$target/$kind.live"
    : >"$target/$kind.replayed"
    for round in 0.4 0.8 1.2; do # before it watches; Java itself ends it before our first line
        # shellcheck disable=SC2086 # words
        ip netns exec "$LAB_ID-net" $SHARETAP watch --http off $OPTIONS -i tap1 >"$target/$kind.records" 2>"$said" &
        WATCH=$!
        sleep "$round"
        kill -TERM $WATCH
        code=0
        wait $WATCH || code=$?
        [ $code = 0 ] || [ $code = 143 ] || { cat "$said" >&2; return 1; }
    done
    for round in 0 0.1 0.2 0.4 0.8; do
        watch tap1
        sleep "$round"
        kill -TERM $WATCH
        wait $WATCH
        sed "s/^sharetap: //; s/: [0-9]* packets/: some packets/" "$said" >>"$target/$kind.live"
        printf '%s\n' 'watching tap1' 'tap1: some packets taken; lost by kernel 0, interface 0, ring 0' \
            >>"$target/$kind.replayed"
    done
    watch tap1 # the baseline is as good as before
    write_of 1
    wait_count "$target/$kind.records" '"kind":"alert"' 1
    kill -TERM $WATCH
    wait $WATCH
    ! grep -qi 'set aside\|cut\|damaged' "$said"
}

# record_on INTERFACE: tcpdump, until record_stop.
record_on() {
    : >"$LAB/tcpdump.out"
    setsid ip netns exec "$LAB_ID-net" tcpdump -i "$1" -Z root -s 0 -B 65536 -U --time-stamp-precision=nano \
        -w "$target/$kind.pcap" 2>"$LAB/tcpdump.out" &
    RECORDER=$!
    echo $RECORDER >"$LAB/pids/tcpdump"
    wait_for "$LAB/tcpdump.out" 'listening on'
}

lab_check tcpreplay tcpprep tcprewrite zstd
declare -F "kind_$kind" >/dev/null || lab_stop_with "usage: live.sh cases|samba|taps|down|reload|reloads|keys|ports|calls|early|stop DIR"
lab_start
"kind_$kind"
grep -q . "$target/$kind.live" || { echo "$kind: no record at all" >&2; exit 1; }
diff "$target/$kind.replayed" "$target/$kind.live" >"$target/$kind.diff" ||
    { echo "$kind: replayed (<) and live (>) differ:" && head -20 "$target/$kind.diff" && exit 1; }
echo "$kind: $(wc -l <"$target/$kind.live") records, the same live and replayed"
