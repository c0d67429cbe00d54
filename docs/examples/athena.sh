#!/bin/sh
# Uploads a file, lists all documents, downloads the file, deletes it, and adds a student: with curl alone.
#   ATHENA_URL=https://docs.example.org ATHENA_TOKEN=... sh athena.sh plan.pdf
# The file goes through the server, which is the simple way; athena.py and athena.ts send it straight to the store.
set -eu
file=$1

# Calls the API; what fails is told, and ends this.
call() {
  curl --silent --show-error --fail-with-body --retry 3 -H "Authorization: Bearer $ATHENA_TOKEN" "$@"
}

# The value of a text field of the JSON that comes in; nothing where it is null.
field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# One key for all tries of one thing: whichever of them gets through, it is done once.
key=$(uuidgen)
document=$(call -H "Idempotency-Key: $key" -F "kind=document" -F "file=@$file;type=application/pdf" \
  "$ATHENA_URL/api/v1/documents/upload")
id=$(printf '%s' "$document" | sed 's/"school_id".*//' | field id)
echo "uploaded $id"

count=0
cursor=
while :; do
  page=$(call --get "$ATHENA_URL/api/v1/documents" -d limit=100 ${cursor:+--data-urlencode "cursor=$cursor"})
  on_page=$(printf '%s' "$page" | grep -o '"school_id"' | wc -l)
  count=$((count + on_page))
  cursor=$(printf '%s' "$page" | field next_cursor)
  [ -n "$cursor" ] || break
done
echo "listed $count"

# The address is good for ten minutes, and goes straight to the store: without the token.
url=$(call "$ATHENA_URL/api/v1/documents/$id/download" | field download_url)
curl --silent --show-error --fail -o "$file.copy" "$url"
cmp "$file" "$file.copy"
echo "downloaded $(wc -c < "$file.copy" | tr -d ' ')"

call -X DELETE -H "Idempotency-Key: $(uuidgen)" "$ATHENA_URL/api/v1/documents/$id" > /dev/null
echo "deleted $id"

student=$(call -H "Idempotency-Key: $(uuidgen)" -H "Content-Type: application/json" \
  -d '{"given_name": "Ana", "family_name": "Ruiz", "group": "3A"}' "$ATHENA_URL/api/v1/students" | field id)
echo "student $student"
