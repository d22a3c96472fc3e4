// A browser-style client of Device Management that computes Digest itself: nc is "1", cnonce is
// empty, the query that defeats caches is not counted in, and the challenge is cut at ", " and "=".
//
// usage: node digest_client.mjs URL USER PASSWORD
// Prints the status of both answers and the body of the second as JSON.

import { createHash } from "node:crypto";

const [url, user, password] = process.argv.slice(2);
const md5 = (text) => createHash("md5").update(text, "utf8").digest("hex");

const first = await fetch(`${url}?t=1`);
await first.arrayBuffer();
const header = first.headers.get("www-authenticate") ?? "";
const challenge = {};
for (const part of header.replace(/^Digest /, "").split(", ")) {
  const [name, value] = part.split("=");
  if (value !== undefined && !(name in challenge)) challenge[name] = value.replaceAll('"', "");
}
const path = new URL(url).pathname;
const ha1 = md5(`${user}:${challenge.realm}:${password}`);
const ha2 = md5(`GET:${path}`);
const response = md5(`${ha1}:${challenge.nonce}:1::${challenge.qop}:${ha2}`);
const authorization =
  `Digest username="${user}", realm="${challenge.realm}", nonce="${challenge.nonce}", ` +
  `uri="${path}", response="${response}", qop="${challenge.qop}", nc="1", cnonce=""`;
const second = await fetch(`${url}?t=2`, { headers: { Authorization: authorization } });
const body = await second.text();
console.log(JSON.stringify({ first: first.status, second: second.status, body }));
