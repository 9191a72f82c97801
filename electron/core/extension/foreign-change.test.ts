/** What somebody else has changed, told from what was our own doing and from what an answer merely left out. */

import { describe, expect, it } from 'vitest';
import type { OwnChanges, OwnValues } from '../../contract/own-fields.ts';
import { readDetail } from '../pbx/wire-detail.ts';
import { foreignView, notice, type Knowledge } from './foreign-change.ts';
import { valuesOf } from './own-values.ts';

function values(wire: Readonly<Record<string, string>>): OwnValues {
  const detail = readDetail({ extnumber: '1002', ...wire });
  if (detail === undefined) throw new Error('not an extension');
  return valuesOf(detail);
}

/** Answers one after the other, each with what was ours in it. */
function after(
  ...answers: readonly (readonly [Readonly<Record<string, string>>, OwnChanges?])[]
): Knowledge & {
  readonly news: readonly string[];
} {
  let noticed = { known: null, foreign: null, news: [] } as
    ReturnType<typeof notice> | (Knowledge & { news: [] });
  answers.forEach(([wire, ours = {}], index) => {
    noticed = notice(noticed, values(wire), ours, index);
  });
  return noticed;
}

describe('a change made elsewhere', () => {
  it('is none at first sight', () => {
    expect(after([{ dnd: 'on' }])).toMatchObject({ known: { doNotDisturb: true }, foreign: null, news: [] });
  });

  it('is told with before and after', () => {
    const { foreign, news } = after([{ dnd: 'off', ringtimeout: '30' }], [{ dnd: 'on', ringtimeout: '30' }]);
    expect(news).toEqual(['doNotDisturb']);
    expect(foreignView(foreign)).toEqual({
      noticedAt: 1,
      changes: [{ field: 'doNotDisturb', from: false, to: true }],
    });
  });

  it('is none where the field is left out of an answer, and one when it comes back different', () => {
    expect(after([{ dnd: 'off' }], [{}], [{ dnd: 'off' }])).toMatchObject({ foreign: null, news: [] });
    expect(after([{ dnd: 'off' }], [{}], [{ dnd: 'on' }])).toMatchObject({
      foreign: { before: { doNotDisturb: false }, after: { doNotDisturb: true } },
    });
  });

  it('is none where a field is told for the first time, or only written in its short form', () => {
    expect(after([{}], [{ dnd: 'on' }])).toMatchObject({ foreign: null });
    const long = { btransferto: 'Custom Number', btransferprefix: '9', btransfernum: '5551' };
    expect(after([long], [{ btransferto: 'number95551' }])).toMatchObject({ foreign: null, news: [] });
  });

  it('is none where it is ours, and one where something else stands than we wrote', () => {
    const ours = { doNotDisturb: true };
    expect(after([{ dnd: 'off' }], [{ dnd: 'on' }, ours])).toMatchObject({ foreign: null, news: [] });
    expect(after([{ ringtimeout: '30' }], [{ ringtimeout: '60' }, { ringTimeoutSeconds: 15 }])).toMatchObject(
      {
        foreign: { before: { ringTimeoutSeconds: 30 }, after: { ringTimeoutSeconds: 60 } },
      },
    );
  });

  it('grows while nobody answers, and keeps the very first value', () => {
    const { foreign, news } = after(
      [{ ringtimeout: '30', email: '' }],
      [{ ringtimeout: '60', email: '' }],
      [{ ringtimeout: '120', email: 'a@b.c' }],
    );
    expect(news).toEqual(['ringTimeoutSeconds', 'email']);
    expect(foreignView(foreign)).toEqual({
      noticedAt: 2,
      changes: [
        { field: 'ringTimeoutSeconds', from: 30, to: 120 },
        { field: 'email', from: '', to: 'a@b.c' },
      ],
    });
  });

  it('is over when it is taken back, or when we decide the field anew', () => {
    expect(after([{ dnd: 'off' }], [{ dnd: 'on' }], [{ dnd: 'off' }])).toMatchObject({ foreign: null });
    expect(
      after(
        [{ ringtimeout: '30' }],
        [{ ringtimeout: '60' }],
        [{ ringtimeout: '15' }, { ringTimeoutSeconds: 15 }],
      ),
    ).toMatchObject({ foreign: null, news: [] });
  });
});
