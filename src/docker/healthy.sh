#!/usr/bin/env bash
# Ends well when this container's server is ready. The image holds neither curl nor wget, and needs none.
set -euo pipefail
port=${MANAGEMENT_SERVER_PORT:-${SERVER_PORT:-8080}}
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
grep -q '"status":"UP"' <&3
