import { expect, test } from 'vitest';
import { blankMarkup } from './blank-markup.ts';

test('every script of a component stays at its lines, and nothing else does', () => {
  const component = [
    '<!-- What it is. -->',
    '<script module lang="ts">',
    '  export const limit = 3;',
    '</script>',
    '<script lang="ts">',
    '  void save();',
    '</script>',
    '<p>{limit}</p>',
  ].join('\n');

  expect(blankMarkup(component).split('\n')).toEqual([
    '',
    '',
    '  export const limit = 3;',
    '',
    '',
    '  void save();',
    '',
  ]);
});
