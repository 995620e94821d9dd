#!/usr/bin/env bash
# Runs every test that has been built; arguments go to `swift test`.
#
# A run that does not end is ended after MARTLET_TEST_MINUTES (30), and the tests that were under way are named: what the
# runner itself has printed by then may end long before them.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly minutes=${MARTLET_TEST_MINUTES:-30}
events=$(mktemp)
trap 'rm -f "$events"' EXIT

timeout --signal=TERM --kill-after=10 "${minutes}m" \
    swift test -c release --skip-build --disable-xctest --parallel \
    --event-stream-output-path "$events" --event-stream-version 0 "$@"
status=$?
if [ $status -eq 124 ] || [ $status -eq 137 ]; then
    printf '\ntests: error: not done after %s minutes; these had begun and not ended:\n' "$minutes" >&2
    for kind in Started Ended; do
        sed -n "s/.*\"kind\":\"test$kind\".*\"testID\":\"\([^\"]*\)\".*/\1/p" "$events" | sort -u >"$events.$kind"
    done
    comm -23 "$events.Started" "$events.Ended" | sed 's/^/  /; s/\\\//\//g' >&2
    rm -f "$events.Started" "$events.Ended"
fi
exit $status
