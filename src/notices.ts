/** What is said once to the user, newest last; it stays until it is dismissed. */
export class Notices {
  #all: readonly string[];

  constructor(first: readonly string[]) {
    this.#all = first;
  }

  get all(): readonly string[] {
    return this.#all;
  }

  has(text: string): boolean {
    return this.#all.includes(text);
  }

  /** One that is still on the screen, since so many were seen, is not said twice. */
  say(text: string, seen: number): void {
    const isShown = this.#all.length > seen && this.#all.at(-1) === text;
    if (!isShown) this.#all = [...this.#all, text];
  }
}
