/** Lint rules for TypeScript: those that find mistakes, with types where a rule needs them. Components: eslint.config.js. */
import { defineConfig } from 'oxlint';

/** What the core asks its ports for, so that a test can steer it. */
const PORTS_INSTEAD = [
  { object: 'Date', property: 'now', message: 'The core reads the time from its Clock port.' },
  { object: 'performance', property: 'now', message: 'The core reads the time from its Clock port.' },
  { object: 'Math', property: 'random', message: 'The core takes chance from its port.' },
];
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'];

export default defineConfig({
  plugins: ['eslint', 'typescript', 'oxc'],
  categories: { correctness: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error', denyWarnings: true },
  ignorePatterns: ['**/*.{js,mjs,svelte}'],
  rules: {
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-array-constructor': 'error',
    'no-case-declarations': 'error',
    'no-console': 'error',
    'no-empty': 'error',
    'no-fallthrough': 'error',
    'no-prototype-builtins': 'error',
    'no-regex-spaces': 'error',
    'no-unexpected-multiline': 'error',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'no-useless-assignment': 'error',
    'no-useless-constructor': 'error',
    'no-var': 'error',
    'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
    'prefer-rest-params': 'error',
    'prefer-spread': 'error',
    'preserve-caught-error': 'error',
    'typescript/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
    'typescript/consistent-type-imports': 'error',
    'typescript/no-deprecated': 'error',
    'typescript/no-dynamic-delete': 'error',
    'typescript/no-empty-object-type': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-extraneous-class': 'error',
    'typescript/no-generated-empty-object-type': 'error',
    'typescript/no-invalid-void-type': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-mixed-enums': 'error',
    'typescript/no-namespace': 'error',
    'typescript/no-non-null-asserted-nullish-coalescing': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-require-imports': 'error',
    'typescript/no-unnecessary-boolean-literal-compare': 'error',
    'typescript/no-unnecessary-condition': 'error',
    'typescript/no-unnecessary-template-expression': 'error',
    'typescript/no-unnecessary-type-arguments': 'error',
    'typescript/no-unnecessary-type-assertion': 'error',
    'typescript/no-unnecessary-type-constraint': 'error',
    'typescript/no-unnecessary-type-conversion': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-enum-comparison': 'error',
    'typescript/no-unsafe-function-type': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-literal-enum-member': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    'typescript/prefer-reduce-type-parameter': 'error',
    'typescript/prefer-return-this-type': 'error',
    'typescript/related-getter-setter-pairs': 'error',
    'typescript/restrict-plus-operands': [
      'error',
      {
        allowAny: false,
        allowBoolean: false,
        allowNullish: false,
        allowNumberAndString: false,
        allowRegExp: false,
      },
    ],
    // Numbers in templates are what messages are made of.
    'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/unified-signatures': 'error',
    'typescript/use-unknown-in-catch-callback-variable': 'error',
  },
  overrides: [
    {
      // `void name;` in an effect says what it depends on.
      files: ['**/*.svelte.ts', '**/*.svelte-script.ts'],
      rules: { 'typescript/no-meaningless-void-operator': 'off' },
    },
    {
      // A component's script without its markup, which uses and sets half of what the script declares, and without
      // the types of other components. `build/check/lint-component-scripts.ts` writes these.
      files: ['**/*.svelte-script.ts'],
      rules: {
        'no-unassigned-vars': 'off',
        'no-unused-vars': 'off',
        'prefer-const': 'off',
        'typescript/consistent-type-imports': 'off',
        'typescript/no-redundant-type-constituents': 'off',
        'typescript/no-unnecessary-condition': 'off',
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
      },
    },
    {
      files: ['electron/core/**/*.ts'],
      excludeFiles: ['**/*.test.ts', 'electron/core/lib/system-clock.ts'],
      rules: {
        'no-restricted-globals': [
          'error',
          ...TIMERS.map((name) => ({ name, message: 'The core waits with its Clock port.' })),
        ],
        'no-restricted-properties': ['error', ...PORTS_INSTEAD],
        'no-restricted-imports': ['error', { paths: ['timers', 'node:timers', 'node:timers/promises'] }],
      },
    },
    {
      files: ['renderer/**/*.ts'],
      excludeFiles: ['renderer/bridge.ts', 'renderer/vite.config.ts'],
      rules: {
        'no-restricted-globals': [
          'error',
          ...['window', 'globalThis', 'self'].map((name) => ({
            name,
            message: 'Only bridge.ts reads what is on the window.',
          })),
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
      rules: { 'typescript/no-unsafe-assignment': 'off', 'typescript/no-unnecessary-condition': 'off' },
    },
  ],
});
