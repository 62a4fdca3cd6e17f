# shellcheck shell=sh
# Read by both launchers (sharetap, deploy/build/sharetap) where there is no archive of classes yet. It holds those that a
# replay and, where it may capture, a live run load, ready to be mapped; it belongs to one build, one Java and one place.

# make_archive ARCHIVE JAR SAMPLE SIGNED EXECUTED JAVA [FLAG…]: makes it with these captures; nothing where one is missing, or
# where the folder may not be written to.
make_archive() {
    archive=$1 jar=$2 sample=$3 signed=$4 executed=$5
    shift 5
    [ -f "$sample" ] && [ -f "$signed" ] && [ -f "$executed" ] && [ -w "${archive%/*}" ] || return 0
    making="$archive.$$"
    trap 'rm -rf "$making"; exit 143' HUP INT TERM
    mkdir "$making" &&
        "$@" -XX:ArchiveClassesAtExit="$making/archive" -jar "$jar" \
            rehearse "$making/baseline" "$sample" "$signed" "$executed" >/dev/null 2>&1 </dev/null &&
        mv "$making/archive" "$archive"
    rm -rf "$making"
    trap - HUP INT TERM
}
