/** Lint rules for Svelte's components and plain JavaScript. TypeScript: oxlint.config.ts. */
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const WINDOW_NAMES = ['window', 'globalThis', 'self'];

export default defineConfig(
  { ignores: ['dist/**', 'release/**', '.svelte-check/**', 'test/visual/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.svelte'],
    extends: [js.configs.recommended, ts.configs.strict, svelte.configs.recommended],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-globals': [
        'error',
        ...WINDOW_NAMES.map((name) => ({ name, message: 'Only bridge.ts reads what is on the window.' })),
      ],
      // TypeScript knows undefined names better.
      'no-undef': 'off',
      // Lists are replaced as a whole; making every entry reactive is what costs at 5,000 of them.
      'svelte/prefer-svelte-reactivity': 'off',
      // svelte-check judges these.
      'svelte/no-unused-svelte-ignore': 'off',
    },
  },
  {
    files: ['**/*.svelte.ts'],
    extends: [svelte.configs.recommended],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node },
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
);
