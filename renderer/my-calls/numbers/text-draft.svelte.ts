/** What is typed and not applied yet; without it, the value itself, whatever becomes of it meanwhile. */

export class TextDraft {
  readonly #value: () => string;
  #typed: string | null = $state(null);
  /** Something was tried: now a mistake may be said. */
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
