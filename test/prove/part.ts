/** A part of `npm run prove`: what it promises, and what it measured. */

/** One line of the page: a promise, the number that was measured, and whether it keeps the promise. */
export interface Figure {
  readonly promise: string;
  readonly measured: string;
  readonly holds: boolean;
}

export interface PartResult {
  readonly figures: readonly Figure[];
  /** Markdown for the page, below the figures: a table, the survivors of a mutation run. */
  readonly details?: string;
}

export interface PartOptions {
  /** A folder of this run's own, removed afterwards. */
  readonly folder: string;
  /** How much to do, relative to the whole: `npm test` runs a hundredth and less. 1 is everything. */
  readonly share: number;
  /** Which lines `mutants` draws when its share isn't the whole. */
  readonly seed: number;
  /** Says at the terminal what is under way. */
  readonly say: (line: string) => void;
  /** Narrows a part: a fuzz target, a folder to mutate. Empty: everything. */
  readonly only: readonly string[];
}

export type Part = (options: PartOptions) => Promise<PartResult>;
