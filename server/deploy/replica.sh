#!/bin/sh
# Makes a streaming replica of a PostgreSQL server in an empty folder; run it on the second machine as the system user
# of PostgreSQL. README.md beside this file says what the primary needs first.
#
#     replica.sh HOST PORT FOLDER          the replication user's password from PGPASSWORD or ~/.pgpass
set -eu
host=${1:?usage: replica.sh HOST PORT FOLDER}
port=${2:?usage: replica.sh HOST PORT FOLDER}
folder=${3:?usage: replica.sh HOST PORT FOLDER}
if [ -n "$(ls -A "$folder" 2>/dev/null)" ]; then
  echo "$folder is not empty: a replica is made in an empty folder" >&2
  exit 1
fi
slot=dafu_$(hostname | tr -c 'a-z0-9\n' '_' | cut -c 1-40)
# -R writes what makes it follow the primary; the slot keeps on the primary what the replica has not read yet.
"${PGBIN:+$PGBIN/}pg_basebackup" -h "$host" -p "$port" -U dafu_replica -D "$folder" -X stream -R -C -S "$slot" -c fast
echo "replica in $folder, slot $slot: start PostgreSQL on it"
