// What a key has just done where the screen alone does not show it. It has the footer for a moment.

export type Remark = {
  /** A sentence without a full stop. */
  readonly text: string;
  readonly sinceUs: number;
};

/** Long enough to be read; the keys come back by themselves. */
const SHOWN_US = 5_000_000;

export function isRemarkShown(remark: Remark | undefined, nowUs: number): remark is Remark {
  return remark !== undefined && nowUs - remark.sinceUs < SHOWN_US;
}
