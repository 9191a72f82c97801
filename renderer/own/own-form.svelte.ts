/** My extension's settings as a form: what each field shows now, and the wishes that its parts may have. */
import { createContext } from 'svelte';
import type { Failure } from '../../electron/contract/failure.ts';
import type { DeadEnd } from '../../electron/contract/dead-ends.ts';
import type { ForwardDestination } from '../../electron/contract/forward-limits.ts';
import type { DraftProblem, OwnExtension } from '../../electron/contract/own-extension.ts';
import type { OwnField, OwnFieldValues, OwnSecretField } from '../../electron/contract/own-fields.ts';
import type { Payload, Reply, RequestName, Result } from '../../electron/contract/requests.ts';
import type { Panel } from '../state/panel.svelte.ts';
import { createValueWords } from '../../electron/contract/word-own-value.ts';
import type { ValueWords } from '../../electron/contract/word-own-value.ts';

type Edit = Payload<'own.edit'>;
export type AnyField = OwnField | OwnSecretField;
type FieldOf<V> = Extract<Edit, { value: V }>['field'];
export type SwitchField = FieldOf<boolean>;
export type TextField = FieldOf<string>;
export type DestinationField = Extract<OwnField, `forward.${string}.destination`>;
/** One that we can write. */
export type Destination = Exclude<ForwardDestination, { kind: 'other' }>;

/** Outcomes that the snapshot tells in full. */
const TOLD_ELSEWHERE: readonly Failure['code'][] = ['extension.conflict', 'extension.not-applied'];

export class OwnForm {
  readonly #panel: Panel;
  readonly #own: () => OwnExtension;
  /** When the last save was to end; a conflict's answer goes on with it. */
  #until: number | null = null;
  /** Why the last wish was refused; null once another went well. */
  failure: Failure | null = $state.raw(null);
  /** The core has found that calls would be lost: saving all the same is offered. */
  warned = $state(false);

  constructor(panel: Panel, own: () => OwnExtension) {
    this.#panel = panel;
    this.#own = own;
  }

  get own(): OwnExtension {
    return this.#own();
  }

  readonly words: ValueWords = $derived.by(() =>
    createValueWords(this.#panel.t, this.#panel.locale, (number) => this.nameOf(number)),
  );
  readonly changedFields: readonly AnyField[] = $derived.by(() => {
    const { changes, secrets } = this.own.draft;
    return [...(Object.keys(changes) as OwnField[]), ...secrets];
  });
  readonly saving: boolean = $derived.by(() => this.own.save.kind === 'saving');

  /** Empty for somebody whom the list does not hold. */
  nameOf(number: string): string {
    void this.#panel.roster.namesVersion;
    return this.#panel.roster.row(number)?.label ?? '';
  }

  /** As drafted, else as stored; null: the PBX did not tell. */
  value<F extends OwnField>(field: F): OwnFieldValues[F] | null {
    const { draft, stored } = this.own;
    const drafted: OwnFieldValues[F] | undefined = draft.changes[field];
    return drafted ?? stored[field];
  }

  changed(field: AnyField): boolean {
    return this.changedFields.includes(field);
  }

  editable(field: AnyField): boolean {
    return this.own.editable.includes(field);
  }

  problem(field: AnyField): DraftProblem | undefined {
    return this.own.draft.problems.find((problem) => problem.field === field);
  }

  deadEndsOf(field: AnyField): readonly DeadEnd[] {
    return this.own.deadEnds.filter((end) => end.field === field);
  }

  /** One request; true when it went well. */
  async wish<N extends RequestName>(name: N, payload: Payload<N>): Promise<boolean> {
    return (await this.request(name, payload)).ok;
  }

  async request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<Result<N>>> {
    const reply = await this.#panel.request(name, payload);
    this.warned = !reply.ok && reply.failure.code === 'extension.dead-end';
    this.failure =
      reply.ok || this.warned || TOLD_ELSEWHERE.includes(reply.failure.code) ? null : reply.failure;
    return reply;
  }

  edit(edit: Edit): Promise<boolean> {
    return this.wish('own.edit', edit);
  }

  reset(fields: 'all' | AnyField[]): void {
    void this.wish('own.reset', { fields });
  }

  save(until: number | null): Promise<boolean> {
    this.#until = until;
    return this.#send([]);
  }

  /** The same save again, now that every conflict has its answer. */
  saveChoices(choices: Payload<'own.save'>['choices']): Promise<boolean> {
    return this.#send(choices);
  }

  #send(choices: Payload<'own.save'>['choices']): Promise<boolean> {
    const anyway = this.warned || this.own.deadEnds.length > 0;
    return this.wish('own.save', { anyway, choices, until: this.#until });
  }
}

const [ownFormOfContext, setOwnForm] = createContext<OwnForm>();
export { ownFormOfContext, setOwnForm };
