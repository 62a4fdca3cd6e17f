#!/bin/sh
# Puts together what the packages hold, of sensor/target and the Java that builds; called by Maven (-Ppackages).
#
#   deploy/build/assemble.sh JAVA_HOME VERSION
#
# Leaves in deploy/target: sharetap-VERSION/ and its .tar.gz (run-time trimmed by jlink, program, launcher), and container/
# (the root of the container: all that a Linux kernel does not bring).
set -eu

java_home=$1
version=$2
deploy=$(cd "$(dirname "$0")/.." && pwd)
top=$deploy/..
target=$deploy/target
name=sharetap-$version
home=$target/$name

# What jdeps finds in the program's jars, but for java.desktop, which libraries name and the sensor never loads; and what no
# class names: elliptic curves of TLS, SASL and Kerberos of Kafka's client, HTTP's. The tests run the program with it.
modules=java.base,java.compiler,java.logging,java.management,java.naming,java.net.http,java.security.jgss
modules=$modules,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.management,jdk.unsupported

rm -rf "$home" "$target/container"
mkdir -p "$home/lib" "$target/classes" # which jib looks for

"$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --compress=2 \
    --output "$home/runtime"
rm -f "$home/runtime/lib/libjsig.so"
"$home/runtime/bin/java" -XX:+UseSerialGC -Xmx320m -Xshare:dump >/dev/null 2>&1
cp "$top/sensor/target/sensor.jar" "$home/lib/"
cp -r "$top/sensor/target/lib" "$home/lib/"
# As the launcher of the source tree: from Java 24 on the machine warns of what is meant.
cp "$top/config/jvm.flags" "$top/config/make-archive.sh" "$home/"
if [ "$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$java_home/release")" -ge 24 ]; then
    printf '%s\n' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow >>"$home/jvm.flags"
fi
cp "$deploy/build/sharetap" "$top/LICENSE" "$top/README.md" "$top/CHANGELOG.md" "$home/"
cp "$top/pcaps/lateral-movement/capture.pcapng" "$home/sample.pcapng"
cp "$top/pcaps/signed-program/capture.pcap" "$home/signed.pcap"
cp "$top/pcaps/executed-psexec/capture.pcap" "$home/executed.pcap"
cp -r "$top/docs" "$home/docs"
mkdir "$home/service"
cp -r "$deploy/systemd" "$deploy/sysusers.d" "$deploy/logrotate" "$deploy/prometheus" "$deploy/grafana" "$home/service/"
cp "$top/config/sharetap.yaml" "$home/service/every-setting.yaml"
cp "$deploy/debian/sharetap.yaml" "$home/service/sharetap.yaml"
chmod -R u=rwX,go=rX "$home"

# The same bytes for the same input, whoever builds.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}" -C "$target" -cf - "$name" |
    gzip -n >"$target/$name.tar.gz"

# The container has no base: the run-time's own libraries, libpcap, and what these need, of this machine.
root=$target/container
mkdir -p "$root/usr/lib/sharetap" "$root/etc/sharetap" "$root/var/lib/sharetap" "$root/tmp"
cp -r "$home/runtime" "$home/lib" "$home/jvm.flags" "$root/usr/lib/sharetap/"
pcap=$(/sbin/ldconfig -p | sed -n 's/.*libpcap\.so\.[0-9.]* .*=> //p' | head -n 1)
[ -n "$pcap" ] || { echo "assemble.sh: libpcap is not installed (Debian: libpcap0.8)" >&2; exit 1; }
{
    echo "$pcap"
    for file in "$home/runtime/bin/java" "$home"/runtime/lib/*.so "$home"/runtime/lib/server/*.so "$pcap"; do
        ldd "$file" | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p; s/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p'
    done
} | grep -v "^$home" | sort -u | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
printf 'root:x:0:0::/:\nsharetap:x:65532:65532::/var/lib/sharetap:\n' >"$root/etc/passwd"
printf 'root:x:0:\nsharetap:x:65532:\n' >"$root/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$root/etc/nsswitch.conf"
# What every installation has, but records go to standard output, for the engine.
sed '/^# Records go here/d; s/^outputs:.*/format: json/; s/^user:.*/user: 65532:65532/' "$deploy/debian/sharetap.yaml" >"$root/etc/sharetap/sharetap.yaml"

du -sh "$home" "$target/$name.tar.gz" "$root" | sed "s|$target/||"
