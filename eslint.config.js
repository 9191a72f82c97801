/** Lint rules for Svelte's components and plain JavaScript, and the core's ports instead of the world's clock and chance. The rest: oxlint.config.ts. */
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** What the core asks its ports for, so that a test can steer it. */
const PORTS_INSTEAD = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'The core reads the time from its Clock port.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The core reads the time from its Clock port.',
  },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: 'The core reads the time from its Clock port.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'The core takes chance from its port.',
  },
];

const WINDOW_NAMES = ['window', 'globalThis', 'self'];

export default defineConfig(
  { ignores: ['dist/**', 'release/**', 'node_modules/**', 'test/visual/**'] },
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
    files: ['electron/core/**/*.ts'],
    ignores: ['**/*.test.ts', 'electron/core/lib/system-clock.ts'],
    languageOptions: { parser: ts.parser },
    rules: { 'no-restricted-syntax': ['error', ...PORTS_INSTEAD] },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node },
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
);
