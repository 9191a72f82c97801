import { globSync, readFileSync } from 'node:fs';
import { parse } from 'svelte/compiler';
import { expect, it } from 'vitest';

/** Attributes that a person reads or hears. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
  'label',
]);
const hasWords = (text: string): boolean => /\p{L}/u.test(text);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Words in the markup itself, where no catalogue can translate them. */
function literalTexts(source: string): string[] {
  const found: string[] = [];
  function look(node: unknown, attribute: string | null): void {
    if (Array.isArray(node)) return node.forEach((one) => look(one, attribute));
    if (!isObject(node)) return;
    const { type, name, data } = node;
    if (type === 'Text' && typeof data === 'string' && hasWords(data)) {
      if (attribute === null || spoken.has(attribute)) found.push(data.trim());
    }
    const isAttribute = type === 'Attribute' || type === 'StyleDirective' || type === 'ClassDirective';
    const inside = isAttribute && typeof name === 'string' ? name : attribute;
    for (const [key, value] of Object.entries(node)) {
      // Expressions are code: what they show comes from a catalogue or from the PBX.
      if (key !== 'expression' && key !== 'metadata') look(value, inside);
    }
  }
  look(parse(source, { modern: true }).fragment, null);
  return found;
}

it('finds words in markup and in what is read aloud, and nothing else', () => {
  const source = `<script>const a = 'Not this';</script>
    <p class="quiet" title="Hover me" aria-label={t('x')}>{t('y')} · <b>Bold words</b></p><!-- Nor this -->`;
  expect(literalTexts(source)).toEqual(['Hover me', 'Bold words']);
});

it('finds no untranslated word in the panel', () => {
  const files = globSync('renderer/**/*.svelte');
  expect(files.length).toBeGreaterThan(40);
  const found = files.flatMap((file) =>
    literalTexts(readFileSync(file, 'utf8')).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});
