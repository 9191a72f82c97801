/** One row of the list: reactive by itself, so that one changed status touches one row of the page. */
import type { Colleague } from '../../electron/contract/presence.ts';

export class Row {
  readonly number: string;
  #colleague: Colleague;

  constructor(colleague: Colleague) {
    this.number = colleague.number;
    this.#colleague = $state.raw(colleague);
  }

  get colleague(): Colleague {
    return this.#colleague;
  }

  /** The name, or the number where there is none. */
  get label(): string {
    return labelOf(this.#colleague);
  }

  /** Without a name; the device may repeat the number then. */
  get nameless(): boolean {
    return this.label === this.number;
  }

  /** Takes newer facts. True when something changed. */
  update(colleague: Colleague): boolean {
    if (sameColleague(this.#colleague, colleague)) return false;
    this.#colleague = colleague;
    return true;
  }
}

export function labelOf(colleague: Colleague): string {
  const name = colleague.name.trim();
  return name === '' ? colleague.number : name;
}

function sameColleague(a: Colleague, b: Colleague): boolean {
  return (
    a === b ||
    (a.name === b.name &&
      a.state === b.state &&
      a.rawStatus === b.rawStatus &&
      a.type === b.type &&
      a.port === b.port &&
      a.since === b.since &&
      a.sinceExact === b.sinceExact &&
      a.confirmedAt === b.confirmedAt)
  );
}
