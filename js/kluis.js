// Bytes that the device keeps without being able to read them: AES-GCM, under a key
// that the server hands to their author alone.

import { fromBase64 } from "./base64.js";

const ALGORITHM = "AES-GCM";
const USES = ["encrypt", "decrypt"];
const encoder = new TextEncoder();

/** The key as something to use and never to read. Rejects where WebCrypto is missing. */
export async function importKey(base64) {
  return crypto.subtle.importKey("raw", fromBase64(base64), ALGORITHM, false, USES);
}

/** `bytes` for one place; they open there alone. */
export async function seal(key, place, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt(settings(iv, place), key, bytes) };
}

/** What was sealed for this place; rejects when it wasn't, or not with this key. */
export async function unseal(key, place, { iv, data }) {
  return new Uint8Array(await crypto.subtle.decrypt(settings(iv, place), key, data));
}

const settings = (iv, place) => ({
  name: ALGORITHM,
  iv,
  additionalData: encoder.encode(place),
});
