// What somebody typed, as one change of the text.

// What no text of ours holds (see `clean_tekst` on the server): control characters, byte
// order marks and half characters; line ends are \n.
const LINE_END = /\r\n?|[\v\f\x85\u2028\u2029]/g;
const DROPPED = /[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]/g;
const HALF = /\p{Surrogate}/gu;

const isHigh = (text, at) => /[\ud800-\udbff]/.test(text.charAt(at));
const isLow = (text, at) => /[\udc00-\udfff]/.test(text.charAt(at));

/**
 * The change that makes `after` of `before`: at `start`, `removed` units make place for
 * `inserted`. Where letters are alike, the caret tells which were typed. Never cuts a
 * character that takes two units, such as an emoji, in two.
 */
export function findChange(before, after, caret) {
  const shortest = Math.min(before.length, after.length);
  const behind = Math.min(shortest, after.length - caret);
  let end = 0;
  while (end < behind && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end += 1;
  }
  let start = 0;
  while (start < shortest - end && before[start] === after[start]) start += 1;
  if (start && isHigh(after, start - 1)) start -= 1;
  if (end && isLow(after, after.length - end)) end -= 1;
  return {
    start,
    removed: before.length - end - start,
    inserted: after.slice(start, after.length - end),
  };
}

export const clean = (text) =>
  text.replace(LINE_END, "\n").replace(DROPPED, "").replace(HALF, "\ufffd");

/** Whether half a character stands here: some keyboards bring an emoji in two events. */
export const hasHalf = (text) => text.search(HALF) >= 0;
