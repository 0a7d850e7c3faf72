#!/bin/sh
# Drops the sample letters of a desk into its inbox one by one, so that they are seen arriving.
# A letter that was taken in already, or waits in the inbox, is not dropped again.
set -eu
desk=$1
pause=${SAMPLE_PAUSE:-0.4}
[ -d "$desk/sample-letters" ] || exit 0
sleep 2
for letter in "$desk"/sample-letters/*; do
    [ -f "$letter" ] || continue
    name=$(basename "$letter")
    # Renaming is one step: the watcher never sees half a letter. What was dropped is gone from here.
    mv "$letter" "$desk/inbox/.$name.part"
    mv "$desk/inbox/.$name.part" "$desk/inbox/$name"
    sleep "$pause"
done
