#!/bin/sh
# Requests to the agent of a running server: `sh examples/agent/requests.sh`. BASE_URL and API_KEY may be set.
set -eu
BASE_URL="${BASE_URL:-http://127.0.0.1:3000}"

ask() {
  echo "== $1"
  curl -sS "$BASE_URL/api/agent" -H 'content-type: application/json' \
    ${API_KEY:+-H "authorization: Bearer $API_KEY"} --data "{\"request\": \"$1\"}"
  echo
}

ask 'Which sources are there?'
ask 'Find the passages on parental leave'
ask 'Summarise what we say about parental leave'
ask 'Find what we say on parental leave, draft an FAQ entry and publish it'
ask 'Tag the VPN guide as onboarding'
ask 'Order two pizzas'
