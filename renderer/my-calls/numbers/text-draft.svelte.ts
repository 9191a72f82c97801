/** Text that is typed but not applied yet; until something is typed, the value itself. */

export class TextDraft {
  readonly #value: () => string;
  #typed: string | null = $state(null);
  /** Someone tried to apply it: a mistake may be shown now. */
  tried = $state(false);

  constructor(value: () => string) {
    this.#value = value;
  }

  get text(): string {
    return this.#typed ?? this.#value();
  }

  set text(typed: string) {
    this.#typed = typed;
    this.tried = false;
  }

  get isChanged(): boolean {
    return this.#typed !== null && this.#typed !== this.#value();
  }

  drop(): void {
    this.#typed = null;
    this.tried = false;
  }
}
