/** Runs the real keychain in a process with another environment, and offers it here as the same port. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../../electron/core/app-error.ts';
import { createListeners } from '../../electron/core/lib/listeners.ts';
import type { SecretStore } from '../../electron/core/ports.ts';

const reply = z.discriminatedUnion('ok', [
  z.object({ id: z.number(), ok: z.literal(true), value: z.string().optional() }),
  z.object({
    id: z.number(),
    ok: z.literal(false),
    failure: z.object({
      code: z.enum([
        'keychain.unavailable',
        'keychain.locked',
        'keychain.denied',
        'keychain.unreadable',
        'keychain.not-set-up',
      ]),
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  }),
]);

export interface KeychainProcess extends Required<SecretStore> {
  stop(): Promise<void>;
}

export function startKeychainProcess(env: NodeJS.ProcessEnv, timeLimitMs = 10_000): KeychainProcess {
  const child = fork(fileURLToPath(import.meta.resolve('./keychain-child.ts')), {
    env: { ...env, TIME_LIMIT_MS: String(timeLimitMs) },
    execArgv: [],
  });
  const waiting = new Map<number, PromiseWithResolvers<string | undefined>>();
  let calls = 0;

  const lateAnswers = createListeners();

  child.on('message', (message) => {
    if (message === 'late answer') return lateAnswers.notify();
    const answer = reply.parse(message);
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) caller?.resolve(answer.value);
    else caller?.reject(new AppError(answer.failure.code, answer.failure.detail));
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values())
      reject(new Error(`expected an answer, got the end (${code ?? signal})`));
  });

  function call(message: { method: string; name: string; value?: string }): Promise<string | undefined> {
    const id = (calls += 1);
    const answer = Promise.withResolvers<string | undefined>();
    waiting.set(id, answer);
    child.send({ id, ...message });
    return answer.promise;
  }

  return {
    read: (name) => call({ method: 'read', name }),
    async write(name, value) {
      await call({ method: 'write', name, value });
    },
    async remove(name) {
      await call({ method: 'remove', name });
    },
    onLateAnswer: (listener) => lateAnswers.subscribe(listener),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
