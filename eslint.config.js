/** Lint rules: TypeScript's type-checked ones that find mistakes, Svelte's own, and the core's ports instead of the world's clock and chance. */
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const PROJECTS = [
  'electron/contract/tsconfig.json',
  'electron/core/tsconfig.json',
  'electron/tsconfig.json',
  'renderer/tsconfig.json',
  'test/tsconfig.json',
];

const SVELTE_FILES = ['**/*.svelte', '**/*.svelte.ts'];

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

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'];

export default ts.config(
  { ignores: ['dist/**', 'release/**', 'node_modules/**', 'test/visual/**', '**/fixtures/**'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        project: PROJECTS,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Numbers in templates are what messages are made of.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => doThis()` is the shortest way to say it.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // A method that a port promises to be async may have nothing to await.
      '@typescript-eslint/require-await': 'off',
      // `extends {}`-style and `as const` generics read better than the alternatives it asks for.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // TypeScript knows undefined names better.
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: SVELTE_FILES,
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser },
    },
    rules: {
      // `void name;` in an effect says what it depends on.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Lists are replaced as a whole; making every entry reactive is what costs at 5,000 of them.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // The linter's parser knows no types in markup; svelte-check does, and judges these.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'svelte/no-unused-svelte-ignore': 'off',
    },
  },
  {
    files: ['electron/core/**/*.ts'],
    ignores: ['**/*.test.ts', 'electron/core/lib/system-clock.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...PORTS_INSTEAD],
      'no-restricted-globals': [
        'error',
        ...TIMERS.map((name) => ({ name, message: 'The core waits with its Clock port.' })),
      ],
      'no-restricted-imports': ['error', { paths: ['timers', 'node:timers', 'node:timers/promises'] }],
    },
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.svelte'],
    ignores: ['renderer/bridge.ts', 'renderer/vite.config.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'window', message: 'Only bridge.ts reads what is on the window.' },
        { name: 'globalThis', message: 'Only bridge.ts reads what is on the window.' },
        { name: 'self', message: 'Only bridge.ts reads what is on the window.' },
      ],
    },
  },
  {
    // These talk to a person at a terminal.
    files: ['build/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // What a test expects is often a matcher, which vitest types as `any`, or something that the types rule out.
    files: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
);
