/**
 * Every run of the tests tries the same random inputs: a test that passes today must pass tomorrow. `LAMPFIELD_SEED` asks for
 * others, and `npm run prove` tries many more.
 */

import fc from 'fast-check';

const seed = Number(process.env['LAMPFIELD_SEED'] ?? 20_261_125);
if (!Number.isSafeInteger(seed)) throw new Error('LAMPFIELD_SEED must be a whole number');
fc.configureGlobal({ seed });
