// Follows SGR sequences through a line, and names the look they add up to.

/** Attributes that switch on, in the order of their bits. */
const ATTRIBUTES = [1, 2, 3, 4, 5, 7, 8, 9] as const;

const BIT_OF = new Map<number, number>(ATTRIBUTES.map((code, index) => [code, 1 << index]));

/** Attributes that each code switches off. */
const CLEARED_BY = new Map<number, readonly number[]>([
  [22, [1, 2]],
  [23, [3]],
  [24, [4]],
  [25, [5]],
  [27, [7]],
  [28, [8]],
  [29, [9]],
]);

export class SgrState {
  #foreground = '';
  #background = '';
  #attributes = 0;

  /** Takes the parameters of one sequence, `''` meaning reset. Unknown codes change nothing. */
  apply(params: string): void {
    const codes = params.split(';').map(Number);
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i]!;
      if (code === 38 || code === 48) {
        const length = codes[i + 1] === 5 ? 3 : 5;
        this.#setColor(code === 38, codes.slice(i, i + length).join(';'));
        i += length - 1;
      } else this.#applyCode(code);
    }
  }

  /** The look as SGR parameters, the same text for the same look however it came about. */
  get params(): string {
    const parts: (number | string)[] = ATTRIBUTES.filter(
      (code) => (this.#attributes & BIT_OF.get(code)!) !== 0,
    );
    if (this.#foreground !== '') parts.push(this.#foreground);
    if (this.#background !== '') parts.push(this.#background);
    return parts.join(';');
  }

  #applyCode(code: number): void {
    if (code === 0) {
      this.#foreground = '';
      this.#background = '';
      this.#attributes = 0;
    } else if (code === 39) this.#foreground = '';
    else if (code === 49) this.#background = '';
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
      this.#setColor(true, String(code));
    } else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
      this.#setColor(false, String(code));
    }

    this.#attributes |= BIT_OF.get(code) ?? 0;
    for (const cleared of CLEARED_BY.get(code) ?? []) this.#attributes &= ~BIT_OF.get(cleared)!;
  }

  #setColor(isForeground: boolean, params: string): void {
    if (isForeground) this.#foreground = params;
    else this.#background = params;
  }
}
