/** The strip of a call: it tells each stage in words, and offers what can be done then and nothing else. */
import { expect, test } from 'vitest';
import { callStates, stages, type CallState } from './fixtures/call-snapshots.ts';
import { showPanel } from './fixtures/show-panel.ts';

const told: Readonly<Record<Exclude<CallState, 'call-idle'>, readonly [words: RegExp, buttons: string[]]>> = {
  'call-asking': [/Calling Zoë Müller…/, ['Hang up']],
  'call-ringing-mine': [/Pick up your phone….*Then we call Zoë Müller/s, ['Hang up']],
  'call-ringing-them': [/Calling Zoë Müller…/, ['Hang up']],
  'call-talking': [/On a call with Zoë Müller/, ['Hang up']],
  'call-held': [/Zoë Müller is on hold/, []],
  'call-talking-outside': [/On a call with 00492219876543.*Choose a colleague to transfer it/s, ['Hang up']],
  'call-talking-and-held': [
    /On a call with Zoë Müller.*0221 987 6543 is on hold · Choose a colleague to transfer 0221 987 6543/s,
    ['Hang up'],
  ],
  'call-talking-and-ringing': [/On a call with Zoë Müller.*030 1234567 is calling/s, ['Hang up']],
  'call-outside': [/On a call with 0221 987 6543.*Choose a colleague to transfer it/s, ['Hang up']],
  'call-outside-ringing': [/^\s*030 1234567 is calling\s*$/, []],
  'call-outside-unnamed': [/^\s*An outside call is ringing\s*$/, []],
  'call-outside-dialling': [/^\s*Calling 0221 987 6543…\s*$/, ['Hang up']],
  'call-outside-held': [/0221 987 6543 is on hold.*Choose a colleague to transfer it/s, []],
  'call-outside-and-ringing': [
    /On a call with 0221 987 6543.*030 1234567 is calling · Choose a colleague to transfer 0221 987 6543/s,
    ['Hang up'],
  ],
  'call-ringing-and-held': [/030 1234567 is calling.*0221 987 6543 is on hold/s, []],
  'call-ended': [/Call ended/, ['Dismiss']],
  'call-not-picked-up': [/You didn’t pick up.*Zoë Müller wasn’t called/s, ['Dismiss']],
  'call-unknown': [/No answer from the phone system.*If your phone rings, pick up/s, ['Hang up', 'Dismiss']],
  'call-transfer-unknown': [
    /No answer from the phone system.*Zoë Müller may have the call/s,
    ['Hang up', 'Dismiss'],
  ],
  'call-transferring': [/Transferring to Zoë Müller…/, []],
  'call-transferred': [/Transferred to Zoë Müller/, ['Dismiss']],
  'call-busy': [/^\s*Zoë Müller is on another call\s+Try again later, or set an alert\.\s*$/, ['Dismiss']],
  'call-phone-offline': [/^\s*Your desk phone isn’t connected\s+Check its cable/, ['Dismiss']],
  'call-not-transferred': [
    /Couldn’t transfer to Zoë Müller.*The phone system refused\. On a call with 0221 987 6543/s,
    ['Hang up', 'Dismiss'],
  ],
  'call-gone': [/Couldn’t transfer to Zoë Müller.*The call had already ended/s, ['Dismiss']],
};

test('each stage is told in words, with what can be done then', async () => {
  const { screen, fixture } = await showPanel(callStates['call-idle']);
  const region = screen.getByRole('region', { name: 'Call' });
  await expect.element(region).not.toBeInTheDocument();
  for (const [name, [words, buttons]] of Object.entries(told)) {
    fixture.change({ calling: stages[name as CallState] });
    await expect.element(region.getByRole('status')).toMatchTextContent(words);
    const shown = region.getByRole('button').elements();
    expect(
      shown.map((one) => one.getAttribute('aria-label') ?? one.textContent?.trim()),
      name,
    ).toEqual(buttons);
    expect(region.element().textContent).not.toMatch(/\{\{|undefined/);
  }
});

test('a row offers to call, or to transfer, where that would reach someone now', async () => {
  const { screen, fixture } = await showPanel(callStates['call-idle']);
  const offered = () =>
    [...screen.container.querySelectorAll<HTMLElement>('.row')]
      .filter((row) => row.querySelector('.call') !== null)
      .map(({ dataset }) => dataset['state']);
  await expect.poll(() => new Set(offered())).toEqual(new Set(['free', 'unknown']));
  await expect.element(screen.getByRole('group', { name: 'Connection' })).toMatchTextContent(/Call/);
  fixture.change({ calling: stages['call-outside'] });
  await expect.poll(() => new Set(offered())).toEqual(new Set(['free', 'unknown']));
  const { me } = callStates['call-idle'];
  if (me === null) throw new Error('a state without me');
  // My phone rings: it can ring for nothing else.
  fixture.change({ calling: stages['call-outside-ringing'], me: { ...me, state: 'ringing' } });
  await expect.poll(offered).toEqual([]);
  expect(screen.getByRole('group', { name: 'Connection' }).element().textContent).not.toContain('Call');
  fixture.change({ calling: stages['call-outside-dialling'] });
  await expect.poll(() => new Set(offered())).toEqual(new Set(['free', 'unknown']));
});

test('the call can be hung up and its end dismissed, on a colleague’s page too', async () => {
  const { screen, fixture, asked } = await showPanel(callStates['call-ringing-mine']);
  fixture.send('show', { view: 'colleague', number: '1003' });
  await expect.element(screen.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible();
  await screen.getByRole('button', { name: 'Hang up' }).click();
  expect(asked('call.hang-up')).toEqual([{}]);
  fixture.change({ calling: stages['call-busy'] });
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  expect(asked('call.dismiss')).toEqual([{}]);
});
