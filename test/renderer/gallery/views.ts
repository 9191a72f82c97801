/** What there is to see: each state as it comes up, and the views that a few keys or clicks lead to. */
import type { Page } from 'playwright';
import { callStates, type CallState } from '../fixtures/call-snapshots.ts';
import type { LongNameStateName } from '../fixtures/long-name-snapshots.ts';
import type { MyCallsStateName } from '../fixtures/my-calls-snapshots.ts';
import { states } from '../fixtures/snapshots.ts';
import type { StateName } from '../fixtures/snapshots.ts';
import type { PeopleStateName } from '../fixtures/people-snapshots.ts';
import type { RowOutcome } from '../fixtures/row-outcomes.ts';
import { myCallsViews } from './my-calls-views.ts';
import { peopleViews } from './people-views.ts';

export interface PictureView {
  readonly name: string;
  readonly state: StateName | MyCallsStateName | PeopleStateName | CallState | LongNameStateName | RowOutcome;
  readonly language?: 'en' | 'de';
  readonly size?: { readonly width: number; readonly height: number };
  /** So high that nothing is left to scroll. */
  readonly whole?: boolean;
  /** Kept as two pictures, light at 100 % and dark at 200 %, instead of four. */
  readonly sparse?: boolean;
  /** What a person does before the picture is taken. */
  readonly then?: (page: Page) => Promise<void>;
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

const stateNames = Object.keys(states) as StateName[];

const callStateNames = Object.keys(callStates) as CallState[];

export const views: readonly PictureView[] = [
  ...callStateNames.map((state) => ({ name: state, state })),
  ...stateNames.map((state) => ({ name: state, state })),
  ...myCallsViews,
  ...peopleViews,
  { name: 'search', state: 'live', then: (page) => page.keyboard.type('mul') },
  { name: 'search-none', state: 'live', then: (page) => page.keyboard.type('qqqq') },
  {
    name: 'row-focused',
    state: 'live',
    then: async (page) => {
      await page.getByRole('searchbox').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'colleague',
    state: 'live',
    then: async (page) => {
      await page.keyboard.type('ben');
      await page.keyboard.press('Enter');
    },
  },
  { name: 'settings', state: 'live', then: (page) => page.keyboard.press('Control+,') },
  { name: 'need-password', state: 'password-refused', then: (page) => press(page, 'Sign in') },
  { name: 'need-changed', state: 'certificate-changed', then: (page) => press(page, 'Compare') },
  { name: 'need-refused', state: 'certificate-refused', then: (page) => press(page, 'Look again') },
  { name: 'setup-ask-it', state: 'welcome', then: (page) => press(page, 'I don’t have these') },
  {
    name: 'setup-ask-it-german',
    state: 'welcome',
    language: 'de',
    then: (page) => press(page, 'Das habe ich nicht'),
  },
  { name: 'setup-line-german', state: 'setup-line', language: 'de' },
  { name: 'setup-address-german', state: 'setup-address', language: 'de' },
  { name: 'setup-certificate-german', state: 'setup-certificate', language: 'de' },
  { name: 'welcome-german', state: 'welcome', language: 'de' },
  { name: 'locked-out-german', state: 'locked-out-alone', language: 'de' },
  { name: 'live-narrow', state: 'live', size: { width: 320, height: 400 } },
  { name: 'live-zoomed', state: 'live', size: { width: 200, height: 320 } },
  { name: 'live-wide', state: 'live', size: { width: 900, height: 700 } },
  { name: 'live-german', state: 'live', language: 'de' },
];
