#!/bin/sh
# Puts together what the packages hold, of sensor/target, fleet/target and the Java that builds; called by Maven
# (-Ppackages).
#
#   deploy/build/assemble.sh JAVA_HOME VERSION
#
# Leaves in deploy/target: sharetap-VERSION/ and its .tar.gz (run-time trimmed by jlink, sensor, fleet, launcher),
# sensor-runtime/ (that of packages without the fleet), and container/ (the root of the container: all that a Linux kernel
# does not bring).
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

# The fleet loads one more: it answers over HTTP by Java's own server. By hand as well, and its tests run it with that.
fleet_modules=$modules,jdk.httpserver

# make_runtime FOLDER MODULES
make_runtime() {
    "$java_home/bin/jlink" --add-modules "$2" --strip-debug --no-man-pages --no-header-files --compress=2 --output "$1"
    rm -f "$1/lib/libjsig.so"
    "$1/bin/java" -XX:+UseSerialGC -Xmx320m -Xshare:dump >/dev/null 2>&1
}

rm -rf "$home" "$target/sensor-runtime" "$target/container"
mkdir -p "$home/lib" "$home/fleet" "$target/classes" # which jib looks for

make_runtime "$target/sensor-runtime" "$modules" &
make_runtime "$home/runtime" "$fleet_modules"
wait $!
cp "$top/sensor/target/sensor.jar" "$home/lib/"
cp -r "$top/sensor/target/lib" "$home/lib/"
# What the fleet needs beyond the sensor, which it holds under another name.
for jar in "$top/fleet/target/fleet.jar" "$top"/fleet/target/lib/*.jar; do
    name_of_jar=${jar##*/}
    [ -f "$home/lib/lib/$name_of_jar" ] || [ "$name_of_jar" = "sensor-$version.jar" ] || cp "$jar" "$home/fleet/"
done
# RocksDB brings a library of 15 MB for each system that it knows; here the one for this system stays.
machine=$(uname -m)
library=librocksdbjni-linux-$machine.so
[ "$machine" != x86_64 ] || library=librocksdbjni-linux64.so
for jar in "$home"/fleet/rocksdbjni-*.jar; do
    mkdir "$target/rocksdb"
    (
        cd "$target/rocksdb"
        "$java_home/bin/jar" --extract --file "$jar"
        [ -f "$library" ] || { echo "assemble.sh: ${jar##*/} has no $library" >&2; exit 1; }
        find . -name 'librocksdbjni-*' ! -name "$library" -exec rm {} +
        find . -type f ! -name MANIFEST.MF | sort >"$target/rocksdb.list"
        "$java_home/bin/jar" --create --file "$jar" --no-manifest --date 1980-01-02T00:00:00Z "@$target/rocksdb.list"
    )
    rm -r "$target/rocksdb" "$target/rocksdb.list"
done
# As the launcher of the source tree: from Java 24 on the machine warns of what is meant.
cp "$top/config/jvm.flags" "$top/config/fleet.flags" "$top/config/make-archive.sh" "$home/"
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
cp "$deploy/debian/sharetap.yaml" "$deploy/debian/fleet.yaml" "$home/service/"
chmod -R u=rwX,go=rX "$home" "$target/sensor-runtime"

# The same bytes for the same input, whoever builds.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}" -C "$target" -cf - "$name" |
    gzip -n >"$target/$name.tar.gz"

# The container has no base: the run-time's own libraries, libpcap, and what these need, of this machine.
root=$target/container
mkdir -p "$root/usr/lib/sharetap" "$root/etc/sharetap" "$root/var/lib/sharetap" "$root/tmp"
cp -r "$home/lib" "$home/jvm.flags" "$root/usr/lib/sharetap/"
cp -r "$target/sensor-runtime" "$root/usr/lib/sharetap/runtime"
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
