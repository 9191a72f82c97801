/** Node's inspector of a program's main process: presses in the panel where the packed program lets no debugger near its pages. */

import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';

const answerSchema = z.object({
  result: z.object({
    result: z.object({ value: z.unknown().optional() }),
    exceptionDetails: z.unknown().optional(),
  }),
});

/** Runs `expression` in the first window's page and resolves to its value. `address`: as the program writes it, `ws://…`. */
export async function evaluateInPanel(address: string, expression: string): Promise<unknown> {
  const socket = new WebSocket(address);
  try {
    await once(socket, 'open');
    const inMain = `require('electron').BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(${JSON.stringify(expression)}, true)`;
    const params = {
      expression: inMain,
      includeCommandLineAPI: true,
      awaitPromise: true,
      returnByValue: true,
    };
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    const ended = once(socket, 'close').then(() => {
      throw new Error('expected an answer of the main process, got its end');
    });
    const [data] = (await Promise.race([once(socket, 'message'), ended])) as [Buffer];
    ended.catch(() => undefined);
    const { result } = answerSchema.parse(JSON.parse(data.toString('utf8')));
    if (result.exceptionDetails !== undefined) throw new Error(JSON.stringify(result.exceptionDetails));
    return result.result.value;
  } finally {
    socket.terminate();
  }
}
