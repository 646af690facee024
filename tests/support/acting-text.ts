/** All that a terminal would act on instead of showing it, in one text that also says something. */
export const ACTING_TEXT =
  'Will\x1b[2J it\x1b]0;pwned\x07 \x9b31mrain\x9d8;;http://x\x9c\x90q\x9c\x00\x08\x7f\x85\u202e\u2066\u200f\u2028 soon?\ufeff';

/** C0 except line ends, DEL, C1, overrides of writing direction, separators, what can't be seen. */
const ACTING =
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** What of a text a terminal would act on, as a code; undefined where it is all to be seen. */
export function findActing(text: string): string | undefined {
  const found = ACTING.exec(text)?.[0];
  return found === undefined ? undefined : `0x${found.charCodeAt(0).toString(16)} in ${text}`;
}
