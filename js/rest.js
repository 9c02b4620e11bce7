// Updates that will not reach the server any more, as words again.

import { ContentString, decodeUpdate } from "yjs";

/** What was typed in these updates, in the pieces in which it was typed. */
export function collectTyped(updates) {
  const pieces = [];
  let next = null; // where the letter after the last one would hang on
  for (const { structs } of updates.map(decodeUpdate)) {
    for (const { id, content, origin, length } of structs) {
      if (!(content instanceof ContentString)) continue;
      const follows =
        next && origin && origin.client === next.client && origin.clock === next.clock;
      if (follows) pieces[pieces.length - 1] += content.str;
      else pieces.push(content.str);
      next = { client: id.client, clock: id.clock + length - 1 };
    }
  }
  return pieces;
}
