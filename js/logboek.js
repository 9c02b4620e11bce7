// What Yjs would write to the console, without colours: lib0's own logging brings ten
// kilobytes of code that no page of ours uses. esbuild puts this in its place.

export const print = (...words) => console.log(...words);
export const warn = (...words) => console.warn(...words);
export const [ORANGE, RED, BOLD, UNBOLD] = ["", "", "", ""];
